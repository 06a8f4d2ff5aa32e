variable "stage" {
  type    = string
  default = "test"
}

locals {
  protected = { data = false, logs = true }
}

resource "aws_s3_bucket" "forced" { # denied
  for_each      = { logs = !local.protected["logs"], data = !local.protected["data"] }
  bucket        = "example-${each.key}"
  force_destroy = each.value
}

resource "aws_ecr_repository" "forced" { # denied
  name         = "forced"
  force_delete = var.stage == "test"
}

resource "aws_s3_bucket" "kept" {
  bucket        = "example-kept"
  force_destroy = var.stage != "test"
}

resource "aws_route53_zone" "silent" {
  name = "example.com"
}
