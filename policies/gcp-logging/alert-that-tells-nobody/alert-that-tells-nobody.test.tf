variable "channels" {
  type    = list(string)
  default = []
}

resource "google_monitoring_notification_channel" "operations" {
  count        = 2
  display_name = "Operations"
  type         = "email"
}

resource "google_monitoring_alert_policy" "to_nobody" { # denied
  display_name          = "To nobody"
  combiner              = "OR"
  notification_channels = var.channels

  conditions {
    display_name = "Errors in the log"
    condition_matched_log {
      filter = "severity>=ERROR"
    }
  }
}

resource "google_monitoring_alert_policy" "unknown" {
  display_name          = "Unknown"
  combiner              = "OR"
  notification_channels = google_monitoring_notification_channel.operations[*].id

  conditions {
    display_name = "Errors in the log"
    condition_matched_log {
      filter = "severity>=ERROR"
    }
  }
}

resource "google_monitoring_alert_policy" "given" {
  display_name          = "Given"
  combiner              = "OR"
  notification_channels = concat(var.channels, ["projects/shop/notificationChannels/1"])

  conditions {
    display_name = "Errors in the log"
    condition_matched_log {
      filter = "severity>=ERROR"
    }
  }
}

resource "google_monitoring_alert_policy" "turned_off" {
  display_name = "Turned off"
  combiner     = "OR"
  enabled      = false

  conditions {
    display_name = "Errors in the log"
    condition_matched_log {
      filter = "severity>=ERROR"
    }
  }
}
