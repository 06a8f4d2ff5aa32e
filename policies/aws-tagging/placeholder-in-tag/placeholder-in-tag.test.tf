variable "owner" {
  type    = string
  default = "TODO"
}

resource "aws_sqs_queue" "todo" { # denied
  name = "todo"
  tags = { Owner = var.owner }
}

resource "aws_s3_bucket" "brackets" { # denied
  bucket = "example-brackets"
  tags   = { Team = "<change-me>" }
}

resource "aws_sqs_queue" "owned" {
  name = "owned"
  tags = { Owner = "todo-app", "kubernetes.io/role/elb" = "" }
}

resource "aws_sqs_queue" "known_later" {
  name = "known-later"
  tags = { Source = aws_sqs_queue.owned.arn }
}

resource "aws_sqs_queue" "bare" {
  name = "bare"
}
