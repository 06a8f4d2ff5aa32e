resource "azurerm_mssql_server_security_alert_policy" "this" {
  resource_group_name  = azurerm_mssql_server.this.resource_group_name
  server_name          = azurerm_mssql_server.this.name
  state                = "Enabled"
  email_account_admins = true
  email_addresses      = [var.this_security_contact]
  retention_days       = 90
}

variable "this_security_contact" {
  description = "E-mail address of whom to tell about threats to the server"
  type        = string
}
