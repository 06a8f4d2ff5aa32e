resource "aws_backup_vault" "shared" {
  name        = "<name>"
  kms_key_arn = aws_kms_key.shared.arn
}
