variable "days" {
  type    = number
  default = 7
}

resource "aws_backup_plan" "short" { # denied
  name = "short"

  rule {
    rule_name         = "daily"
    target_vault_name = "main"
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = var.days
    }
  }

  rule {
    rule_name         = "weekly"
    target_vault_name = "main"
    schedule          = "cron(0 4 ? * SUN *)"

    lifecycle {
      delete_after = var.days * 3
    }
  }
}

resource "aws_backup_plan" "tiers" {
  name = "tiers"

  rule {
    rule_name         = "daily"
    target_vault_name = "main"

    lifecycle {
      delete_after = 7
    }
  }

  rule {
    rule_name         = "monthly"
    target_vault_name = "main"

    lifecycle {
      cold_storage_after = 30
      delete_after       = 365
    }
  }
}

resource "aws_backup_plan" "for_ever" {
  name = "for-ever"

  rule {
    rule_name         = "daily"
    target_vault_name = "main"
  }
}
