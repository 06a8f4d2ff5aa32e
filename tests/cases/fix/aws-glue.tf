# fixable: CKV_AWS_195
resource "aws_glue_job" "nightly" {
  name     = "nightly"
  role_arn = "arn:aws:iam::123456789012:role/glue"

  command {
    script_location = "s3://example-scripts/nightly.py"
  }
}

# fixable: CKV_AWS_195
resource "aws_glue_crawler" "reports" {
  name          = "reports"
  role          = "arn:aws:iam::123456789012:role/glue"
  database_name = "reports"

  s3_target {
    path = "s3://example-reports"
  }
}
