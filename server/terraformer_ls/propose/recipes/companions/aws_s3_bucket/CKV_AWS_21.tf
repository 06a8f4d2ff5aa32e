resource "aws_s3_bucket_versioning" "@name@" {
  bucket = @address@.id

  versioning_configuration {
    status = "Enabled"
  }
}
