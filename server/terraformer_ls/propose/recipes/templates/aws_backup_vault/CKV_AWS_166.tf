resource "aws_backup_vault" "this" {
  kms_key_arn = aws_kms_key.shared.arn
}
