locals {
  tags = { Environment = "test", Owner = "orders" }
}

resource "aws_s3_bucket" "first" {
  bucket = "example-first"
  tags   = local.tags
}

resource "aws_s3_bucket" "second" {
  bucket = "example-second"
  tags   = merge(local.tags, { Name = "second" })
}

resource "aws_sqs_queue" "third" { # denied
  name = "third"
  tags = { environment = "test", Owner = "orders" }
}

resource "aws_sqs_queue" "bare" {
  name = "bare"
}

resource "aws_sqs_queue" "others" {
  name = "others"
  tags = { "Environment-Owner" = "orders" }
}
