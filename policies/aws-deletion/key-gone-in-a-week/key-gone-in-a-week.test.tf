variable "days" {
  type    = number
  default = 7
}

resource "aws_kms_key" "short" { # denied
  deletion_window_in_days = var.days
}

resource "aws_kms_key" "long" {
  deletion_window_in_days = var.days * 2
}

resource "aws_kms_key" "default" {
  description = "Thirty days"
}
