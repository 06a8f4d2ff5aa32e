provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "frankfurt"
  region = "eu-central-1"
}

variable "services" {
  type    = set(string)
  default = ["orders", "mails"]
}

variable "stage" {
  type    = string
  default = "test"
}

resource "aws_sqs_queue" "each" { # denied
  for_each = var.services
  name     = "jobs-${var.stage}"
}

resource "aws_sqs_queue" "apart" {
  for_each = var.services
  name     = "jobs-${var.stage}-${each.key}"
}

resource "aws_sns_topic" "same_name_other_kind" {
  name = "jobs-${var.stage}"
}

resource "aws_sqs_queue" "elsewhere" {
  provider = aws.frankfurt
  name     = "jobs-${var.stage}"
}

resource "aws_iam_role" "first" { # denied
  name               = "${var.stage}-worker"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role" "second" { # denied
  name               = "test-worker"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_s3_bucket" "generated" {
  count = 2
}
