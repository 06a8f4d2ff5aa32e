variable "name" {
  type    = string
  default = "example-everything"
}

resource "aws_s3_bucket" "data" {
  bucket_prefix = "data"
}

resource "aws_s3_bucket" "logs" {
  bucket_prefix = "logs"
}

resource "aws_s3_bucket" "many" {
  count         = 2
  bucket_prefix = "many"
}

resource "aws_s3_bucket_logging" "reference" { # denied
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.data.bucket
  target_prefix = "log/"
}

resource "aws_s3_bucket_logging" "name" { # denied
  bucket        = var.name
  target_bucket = "example-everything"
  target_prefix = "log/"
}

resource "aws_s3_bucket_logging" "apart" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}

resource "aws_s3_bucket_logging" "crosswise" {
  bucket        = aws_s3_bucket.many[0].id
  target_bucket = aws_s3_bucket.many[1].id
  target_prefix = "many/"
}
