locals {
  logs = {
    activity = "cloudaudit.googleapis.com%2Factivity"
    requests = "run.googleapis.com%2Frequests"
  }
}

resource "google_logging_project_exclusion" "by_log" { # denied
  for_each = local.logs
  name     = each.key
  filter   = "logName=\"projects/my-shop/logs/${each.value}\""
}

resource "google_logging_project_sink" "archive" { # denied
  name        = "archive"
  destination = "storage.googleapis.com/archive"

  exclusions {
    name   = "policy"
    filter = "log_id(\"cloudaudit.googleapis.com/policy\")"
  }
}

resource "google_logging_project_sink" "all_but_requests" {
  name        = "all-but-requests"
  destination = "storage.googleapis.com/archive"

  exclusions {
    name   = "requests"
    filter = "logName:\"${local.logs.requests}\""
  }
}

resource "google_logging_project_exclusion" "all_but_audit" {
  name   = "all-but-audit"
  filter = "severity<WARNING AND NOT logName:\"${local.logs.activity}\""
}

resource "google_logging_project_exclusion" "turned_off" {
  name     = "turned-off"
  filter   = "logName:\"${local.logs.activity}\""
  disabled = true
}

resource "google_logging_project_exclusion" "data_access" {
  name   = "data-access"
  filter = "logName:\"cloudaudit.googleapis.com%2Fdata_access\" AND protoPayload.methodName=\"storage.objects.get\""
}
