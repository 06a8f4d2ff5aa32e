resource "aws_s3_object" "this" {
  kms_key_id = aws_kms_key.shared.arn
}
