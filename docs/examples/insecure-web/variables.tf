variable "region" {
  description = "Where the shop runs."
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "Name of the environment; part of every resource's name."
  type        = string
  default     = "staging"

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "The environment is either staging or production."
  }
}

variable "instance_type" {
  description = "Size of the web server."
  type        = string
  default     = "t3.small"
}

variable "encrypt_root_disk" {
  description = "Whether the web server's root disk is encrypted."
  type        = bool
  default     = false
}

variable "database_password" {
  description = "Password of the shop's database user."
  type        = string
  sensitive   = true
}

variable "admin_networks" {
  description = "Networks from which the web server may be reached by SSH."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}
