variable "project" {
  type    = string
  default = "Customer_Portal"
}

resource "aws_s3_bucket" "capital" { # denied
  bucket = "${var.project}-logs"
}

resource "aws_s3_bucket" "long" { # denied
  bucket = format("example-%060d", 1)
}

resource "aws_s3_bucket" "own_ending" { # denied
  bucket = "example-s3alias"
}

resource "aws_s3_bucket" "legal" {
  bucket = lower(replace("${var.project}-logs", "_", "-"))
}

resource "aws_s3_bucket" "generated" {}

resource "aws_s3_bucket" "site" {
  bucket = "www.example.com"
}

variable "asked_for" {
  type = string
}

resource "aws_s3_bucket" "not_given_yet" {
  bucket = "${var.asked_for}_Logs"
}

resource "aws_s3_bucket" "address" { # denied
  bucket = "192.168.5.4"
}

resource "aws_s3_bucket" "short" { # denied
  bucket = "ab"
}

resource "aws_s3_bucket" "sample" { # denied
  bucket = "amzn-s3-demo-bucket"
}
