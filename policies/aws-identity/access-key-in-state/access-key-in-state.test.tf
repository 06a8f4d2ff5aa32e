variable "pgp_key" {
  type    = string
  default = null
}

resource "aws_iam_user" "mailer" {
  name = "mailer"
}

resource "aws_iam_access_key" "readable" { # denied
  user = aws_iam_user.mailer.name
}

resource "aws_iam_access_key" "from_variable" { # denied
  count   = 2
  user    = aws_iam_user.mailer.name
  pgp_key = var.pgp_key
}

resource "aws_iam_access_key" "encrypted" {
  user    = aws_iam_user.mailer.name
  pgp_key = "keybase:example"
}
