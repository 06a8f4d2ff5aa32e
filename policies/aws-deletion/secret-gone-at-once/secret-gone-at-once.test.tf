variable "days" {
  type    = number
  default = 0
}

resource "aws_secretsmanager_secret" "at_once" { # denied
  name                    = "at-once"
  recovery_window_in_days = var.days
}

resource "aws_secretsmanager_secret" "week" {
  name                    = "week"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret" "default" {
  name_prefix = "default"
}
