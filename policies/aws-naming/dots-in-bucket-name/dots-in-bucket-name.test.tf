variable "domain" {
  type    = string
  default = "example.com"
}

resource "aws_s3_bucket" "dots" { # denied
  bucket = "logs.${var.domain}"
}

resource "aws_s3_bucket" "plain" {
  bucket = "logs-${replace(var.domain, ".", "-")}"
}

resource "aws_s3_bucket" "site" {
  bucket = var.domain
}

resource "aws_s3_bucket_website_configuration" "site" {
  bucket = aws_s3_bucket.site.id

  index_document {
    suffix = "index.html"
  }
}

resource "aws_s3_bucket" "generated" {
  bucket_prefix = "logs"
}
