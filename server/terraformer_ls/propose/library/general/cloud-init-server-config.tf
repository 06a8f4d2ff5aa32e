# A cloud-init configuration of several parts for a Linux server, ready for user data.
# words: cloud-init user data for a server | cloudinit config with packages, users and a script | a multi-part cloud-init document that updates packages, makes an administrator with an SSH key, hardens SSH and runs a script at first boot

terraform {
  required_version = ">= 1.6"

  required_providers {
    cloudinit = {
      source  = "hashicorp/cloudinit"
      version = "~> 2.3"
    }
  }
}

variable "admin_user" {
  type        = string
  description = "Name of the administrator."
  default     = "ops"
}

variable "admin_public_key" {
  type        = string
  description = "SSH public key of the administrator."
}

variable "packages" {
  type        = list(string)
  description = "Packages to install."
  default     = ["nginx", "chrony", "unattended-upgrades"]
}

locals {
  cloud_config = {
    package_update  = true
    package_upgrade = true
    packages        = var.packages
    disable_root    = true
    ssh_pwauth      = false
    users = [{
      name                = var.admin_user
      groups              = "sudo"
      shell               = "/bin/bash"
      ssh_authorized_keys = [var.admin_public_key]
    }]
  }
}

data "cloudinit_config" "server" {
  gzip          = true
  base64_encode = true

  part {
    filename     = "cloud-config.yaml"
    content_type = "text/cloud-config"
    content      = "#cloud-config\n${yamlencode(local.cloud_config)}"
  }

  part {
    filename     = "first-boot.sh"
    content_type = "text/x-shellscript"

    content = <<-SHELL
#!/bin/bash
set -euo pipefail
systemctl enable --now nginx chrony
SHELL
  }
}

resource "terraform_data" "fingerprint" {
  input = sha256(data.cloudinit_config.server.rendered)
}

output "user_data" {
  description = "Value for a server's user data."
  value       = data.cloudinit_config.server.rendered
}

output "fingerprint" {
  description = "Changes when the configuration changes."
  value       = terraform_data.fingerprint.output
}
