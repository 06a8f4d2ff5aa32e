resource "aws_backup_plan" "shared" {
  name = "<name>-daily"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.shared.name
    schedule          = "cron(0 3 * * ? *)"

    lifecycle {
      delete_after = 35
    }
  }
}
