# where type is String
resource "aws_ssm_parameter" "this" {
  type   = "SecureString"
  key_id = aws_kms_key.shared.arn
}
