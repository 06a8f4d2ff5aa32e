variable "asked_for" {
  type = string
}

resource "google_storage_bucket" "one" { # denied
  name     = "logs-example"
  location = "EU"
  project  = "shop"
}

resource "google_storage_bucket" "two" { # denied
  name     = join("-", ["logs", "example"])
  location = "US"
  project  = "data"
}

resource "google_pubsub_topic" "by_project" {
  for_each = toset(["shop", "data"])
  project  = each.key
  name     = "events"
}

resource "google_pubsub_topic" "events" {
  name = "events"
}

resource "google_pubsub_topic" "more_events" { # denied
  count = 2
  name  = "more-events"
}

resource "google_pubsub_topic" "not_given_yet" {
  count = 2
  name  = var.asked_for
}

resource "google_project" "new" {
  count      = 2
  name       = "new"
  project_id = "new-${count.index}-example"
}

resource "google_pubsub_topic" "of_new" {
  count   = 2
  project = google_project.new[count.index].number
  name    = "events-of-new"
}
