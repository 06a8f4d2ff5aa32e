resource "aws_neptune_cluster" "this" {
  storage_encrypted = true
  kms_key_arn       = aws_kms_key.shared.arn
}
