# fixable: CKV2_AWS_6 CKV2_AWS_61 CKV2_AWS_62 CKV_AWS_145 CKV_AWS_18 CKV_AWS_21
resource "aws_s3_bucket" "reports" {
  bucket = "example-reports"
}

# fixable: CKV2_AWS_6 CKV2_AWS_61 CKV2_AWS_62 CKV_AWS_145 CKV_AWS_21
resource "aws_s3_bucket" "access_logs" {
  bucket = "example-access-logs"
}
