# An SSH key, its files on disk with the right permissions and an Ansible inventory.
# words: generate an ssh key and write it to a file | tls private key with local files | an ED25519 SSH key, the private key in a file that only the owner reads, the public key beside it and an inventory rendered from a map of hosts

terraform {
  required_version = ">= 1.6"

  required_providers {
    local = {
      source  = "hashicorp/local"
      version = "~> 2.5"
    }
    tls = {
      source  = "hashicorp/tls"
      version = "~> 4.0"
    }
  }
}

variable "hosts" {
  type        = map(string)
  description = "Address of each host."
  default     = { web = "10.20.1.10", worker = "10.20.1.20" }
}

variable "folder" {
  type        = string
  description = "Folder that the files are written to."
  default     = "generated"
}

resource "tls_private_key" "deploy" {
  algorithm = "ED25519"
}

resource "local_sensitive_file" "private_key" {
  filename             = "${path.module}/${var.folder}/deploy"
  content              = tls_private_key.deploy.private_key_openssh
  file_permission      = "0600"
  directory_permission = "0700"
}

resource "local_file" "public_key" {
  filename        = "${path.module}/${var.folder}/deploy.pub"
  content         = tls_private_key.deploy.public_key_openssh
  file_permission = "0644"
}

resource "local_file" "inventory" {
  filename        = "${path.module}/${var.folder}/inventory.ini"
  file_permission = "0644"

  content = join("\n", concat(
    ["[servers]"],
    [for name, address in var.hosts : "${name} ansible_host=${address} ansible_user=deploy"],
    [""],
  ))
}

output "public_key" {
  description = "Key for the servers' authorized_keys."
  value       = tls_private_key.deploy.public_key_openssh
}
