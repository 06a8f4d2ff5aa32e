locals {
  labels = { environment = "test", team = "shop_2" }
}

variable "asked_for" {
  type = string
}

resource "google_pubsub_topic" "key" { # denied
  for_each = toset(["CostCenter", "cost-center"])
  name     = "key"
  labels   = { (each.key) = "4711" }
}

resource "google_container_cluster" "value" { # denied
  name               = "value"
  location           = "europe-west1"
  initial_node_count = 1
  resource_labels    = merge(local.labels, { environment = title("test") })
}

resource "google_pubsub_topic" "fine" {
  name   = "fine"
  labels = merge(local.labels, { nothing = "", größe = "klein", v = "1" })
}

resource "google_pubsub_topic" "not_given_yet" {
  name   = "not-given-yet"
  labels = { owner = var.asked_for }
}

resource "google_service_account" "main" {
  account_id = "main-service"
}

resource "google_pubsub_topic" "unknown" {
  name   = "unknown"
  labels = { owner = google_service_account.main.email }
}

resource "google_pubsub_topic" "unsaid" {
  name = "unsaid"
}

resource "google_monitoring_notification_channel" "mail" {
  display_name = "Mail"
  type         = "email"
  labels       = { email_address = "operations@example.com" }
}
