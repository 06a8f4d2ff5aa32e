# fixable: CKV2_AWS_61 CKV_AWS_144 CKV_AWS_18
resource "aws_s3_bucket" "reports" {
  bucket = "example-reports"
}

resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.reports.id

  versioning_configuration {
    status = "Enabled"
  }
}

# fixable: CKV2_AWS_61 CKV_AWS_144 CKV_AWS_18
resource "aws_s3_bucket" "drafts" {
  bucket = "example-drafts"
}
