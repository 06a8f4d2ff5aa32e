variable "bucket_key" {
  type    = bool
  default = false
}

resource "aws_s3_bucket_server_side_encryption_configuration" "without" { # denied
  bucket = "example-without"

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "off" { # denied
  bucket = "example-off"

  rule {
    bucket_key_enabled = var.bucket_key
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/data"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "on" {
  bucket = "example-on"

  rule {
    bucket_key_enabled = !var.bucket_key
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "double" {
  bucket = "example-double"

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms:dsse"
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "own" {
  bucket = "example-own"

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
