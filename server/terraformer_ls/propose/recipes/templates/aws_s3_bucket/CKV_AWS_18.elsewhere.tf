# where aws_s3_bucket.shared_log.bucket is unset
resource "aws_s3_bucket_logging" "this" {
  bucket = aws_s3_bucket.this.id

  target_bucket = var.this_log_bucket
  target_prefix = "${aws_s3_bucket.this.id}/"
}

variable "this_log_bucket" {
  description = "Name of the bucket that gets the access logs; it must let in S3's log delivery"
  type        = string
}
