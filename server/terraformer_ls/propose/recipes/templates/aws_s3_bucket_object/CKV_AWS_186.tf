resource "aws_s3_bucket_object" "this" {
  kms_key_id = aws_kms_key.shared.arn
}
