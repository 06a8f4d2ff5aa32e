resource "aws_dms_replication_instance" "this" {
  kms_key_arn = aws_kms_key.shared.arn
}
