variable "location" {
  description = "Azure region."
  type        = string
  default     = "westeurope"
}

variable "tenant_id" {
  description = "Directory that the key vault trusts."
  type        = string
  default     = "00000000-0000-0000-0000-000000000000"
}

variable "sql_admin_password" {
  description = "Password of the SQL server's administrator."
  type        = string
  sensitive   = true
}

variable "allow_public_reports" {
  description = "Whether reports may be read without signing in."
  type        = bool
  default     = true
}
