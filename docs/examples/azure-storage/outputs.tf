output "reports_url" {
  description = "Where the reports are."
  value       = azurerm_storage_account.reports.primary_blob_endpoint
}
