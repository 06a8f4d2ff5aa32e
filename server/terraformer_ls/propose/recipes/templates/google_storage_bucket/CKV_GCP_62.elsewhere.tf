# where logging.log_bucket is unset
# where google_storage_bucket.shared_log.name is unset
resource "google_storage_bucket" "this" {
  logging {
    log_bucket = var.this_log_bucket
  }
}

variable "this_log_bucket" {
  description = "Name of the bucket that gets the access logs"
  type        = string
}
