variable "algorithm" {
  type    = string
  default = "aws:kms"
}

resource "aws_s3_bucket" "orders" {
  bucket = "example-orders"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "orders" {
  bucket = aws_s3_bucket.orders.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.algorithm
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "orders" { # denied
  bucket = aws_s3_bucket.orders.id
  role   = "arn:aws:iam::123456789012:role/replication"

  rule {
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::example-orders-copy"
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "complete" {
  bucket = aws_s3_bucket.orders.id
  role   = "arn:aws:iam::123456789012:role/replication"

  rule {
    status = "Enabled"
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket = "arn:aws:s3:::example-orders-copy"
      encryption_configuration {
        replica_kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
      }
    }
  }

  rule {
    status = "Disabled"
    destination {
      bucket = "arn:aws:s3:::example-orders-third"
    }
  }
}

resource "aws_s3_bucket" "plain" {
  bucket = "example-plain"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "plain" {
  bucket = aws_s3_bucket.plain.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "plain" {
  bucket = aws_s3_bucket.plain.bucket
  role   = "arn:aws:iam::123456789012:role/replication"

  rule {
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::example-plain-copy"
    }
  }
}
