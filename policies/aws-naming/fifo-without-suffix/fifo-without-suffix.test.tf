variable "ordered" {
  type    = bool
  default = true
}

resource "aws_sqs_queue" "without" { # denied
  name       = "without"
  fifo_queue = var.ordered
}

resource "aws_sns_topic" "with" { # denied
  name       = "with.fifo"
  fifo_topic = !var.ordered
}

resource "aws_sqs_queue" "follows" {
  name       = "follows${var.ordered ? ".fifo" : ""}"
  fifo_queue = var.ordered
}

resource "aws_sqs_queue" "generated" {
  name_prefix = "generated"
  fifo_queue  = true
}

resource "aws_sns_topic" "plain" {
  name = "plain"
}

variable "asked_for" {
  type = string
}

resource "aws_sqs_queue" "not_given_yet" {
  name       = var.asked_for
  fifo_queue = true
}
