variable "buckets" {
  type    = map(bool)
  default = { reports = true, cache = false }
}

variable "rules" {
  type    = list(number)
  default = []
}

resource "google_storage_bucket" "forever" { # denied
  for_each = var.buckets
  name     = each.key
  location = "EU"

  versioning {
    enabled = each.value
  }

  dynamic "lifecycle_rule" {
    for_each = var.rules
    content {
      action {
        type = "Delete"
      }
      condition {
        num_newer_versions = lifecycle_rule.value
      }
    }
  }
}

resource "google_storage_bucket" "only_colder" { # denied
  name     = "only-colder"
  location = "EU"

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type          = "SetStorageClass"
      storage_class = "NEARLINE"
    }
    condition {
      age = 30
    }
  }
}

resource "google_storage_bucket" "deleted" {
  name     = "deleted"
  location = "EU"

  versioning {
    enabled = true
  }

  dynamic "lifecycle_rule" {
    for_each = concat(var.rules, [5])
    content {
      action {
        type = "Delete"
      }
      condition {
        num_newer_versions = lifecycle_rule.value
      }
    }
  }
}

resource "google_storage_bucket" "archive" {
  name     = "archive"
  location = "EU"

  versioning {
    enabled = true
  }

  retention_policy {
    retention_period = 31536000
  }
}

resource "google_storage_bucket" "unsaid" {
  name     = "unsaid"
  location = "EU"
}
