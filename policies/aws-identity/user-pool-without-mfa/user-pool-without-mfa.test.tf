variable "mfa" {
  type    = string
  default = "OFF"
}

resource "aws_cognito_user_pool" "silent" { # denied
  name = "silent"
}

resource "aws_cognito_user_pool" "off" { # denied
  name              = "off"
  mfa_configuration = var.mfa
}

resource "aws_cognito_user_pool" "optional" {
  name              = "optional"
  mfa_configuration = "OPTIONAL"

  software_token_mfa_configuration {
    enabled = true
  }
}
