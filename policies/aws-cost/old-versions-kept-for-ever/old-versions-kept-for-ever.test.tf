variable "days" {
  type    = number
  default = 90
}

resource "aws_s3_bucket" "reports" {
  count  = 2
  bucket = "example-reports-${count.index}"
}

resource "aws_s3_bucket_versioning" "reports" {
  count  = 2
  bucket = aws_s3_bucket.reports[count.index].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "reports" { # denied
  count  = 2
  bucket = aws_s3_bucket.reports[count.index].id

  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = var.days
    }
  }
}

resource "aws_s3_bucket" "complete" {
  bucket = "example-complete"
}

resource "aws_s3_bucket_versioning" "complete" {
  bucket = aws_s3_bucket.complete.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "complete" {
  bucket = aws_s3_bucket.complete.id

  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = var.days
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}

resource "aws_s3_bucket" "plain" {
  bucket = "example-plain"
}

resource "aws_s3_bucket_versioning" "plain" {
  bucket = aws_s3_bucket.plain.id

  versioning_configuration {
    status = "Disabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id

  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = var.days
    }
  }
}
