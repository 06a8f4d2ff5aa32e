variable "project" {
  type    = string
  default = "customer-portal"
}

variable "stage" {
  type    = string
  default = "acceptance"
}

locals {
  prefix = "${var.project}-${var.stage}"
}

resource "aws_lb" "long" { # denied
  name = "${local.prefix}-public-web"
}

resource "aws_opensearch_domain" "long" { # denied
  for_each    = toset(["orders", "it"])
  domain_name = "${local.prefix}-${each.key}"
}

resource "aws_lb" "short" {
  name = substr("${local.prefix}-public-web", 0, 32)
}

resource "aws_lb" "prefix" {
  name_prefix = "web"
}

resource "aws_iam_role" "fits" {
  name               = "${local.prefix}-public-web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

variable "asked_for" {
  type = string
}

resource "aws_lb" "not_given_yet" {
  name = "${var.asked_for}-public-web-in-front-of-it"
}
