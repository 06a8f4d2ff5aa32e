resource "aws_lb" "this" {
  access_logs {
    bucket  = aws_s3_bucket_policy.shared_log.bucket
    enabled = true
  }
}
