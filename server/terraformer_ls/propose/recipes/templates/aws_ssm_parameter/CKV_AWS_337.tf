# where type is SecureString
resource "aws_ssm_parameter" "this" {
  key_id = aws_kms_key.shared.arn
}
