resource "aws_secretsmanager_secret" "this" {
  kms_key_id = aws_kms_key.shared.arn
}
