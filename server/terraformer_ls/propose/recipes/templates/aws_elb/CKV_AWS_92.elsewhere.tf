# where access_logs.bucket is unset
# where aws_s3_bucket_policy.shared_log.bucket is unset
resource "aws_elb" "this" {
  access_logs {
    bucket  = var.this_log_bucket
    enabled = true
  }
}

variable "this_log_bucket" {
  description = "Name of the bucket that gets the access logs; it must let in their delivery"
  type        = string
}
