resource "aws_s3_bucket_logging" "this" {
  bucket = aws_s3_bucket.this.id

  target_bucket = aws_s3_bucket.shared_log.id
  target_prefix = "${aws_s3_bucket.this.id}/"
}
