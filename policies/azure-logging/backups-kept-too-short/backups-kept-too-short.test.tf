variable "days" {
  type    = number
  default = 1
}

variable "asked_for" {
  type = number
}

resource "azurerm_backup_policy_file_share" "short" { # denied
  name                = "short"
  resource_group_name = "backup"
  recovery_vault_name = "main"

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 3 * var.days
  }
}

resource "azurerm_backup_policy_file_share" "not_given_yet" {
  name                = "not-given-yet"
  resource_group_name = "backup"
  recovery_vault_name = "main"

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = var.asked_for
  }
}

resource "azurerm_backup_policy_vm" "week" {
  name                = "week"
  resource_group_name = "backup"
  recovery_vault_name = "main"

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 7 * var.days
  }
}

resource "azurerm_backup_policy_file_share" "with_weeks" {
  name                = "with-weeks"
  resource_group_name = "backup"
  recovery_vault_name = "main"

  backup {
    frequency = "Daily"
    time      = "23:00"
  }

  retention_daily {
    count = 3
  }

  retention_weekly {
    count    = 8
    weekdays = ["Sunday"]
  }
}
