resource "aws_s3_bucket_server_side_encryption_configuration" "@name@" {
  bucket = @address@.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
    bucket_key_enabled = true
  }
}
