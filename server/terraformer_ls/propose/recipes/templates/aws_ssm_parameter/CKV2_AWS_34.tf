# where type is String
resource "aws_ssm_parameter" "this" {
  type = "SecureString"
}
