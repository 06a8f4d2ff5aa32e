resource "aws_rds_cluster" "this" {
  storage_encrypted = true
  kms_key_id        = aws_kms_key.shared.arn
}
