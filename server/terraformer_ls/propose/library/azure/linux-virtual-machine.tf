# A Linux virtual machine with SSH keys only, an encrypted host and a managed identity.
# words: an azure linux vm | ubuntu virtual machine on azure | an Ubuntu 24.04 virtual machine without a public address, SSH key login only, encryption at host, a managed identity and boot diagnostics

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "subnet_id" {
  type        = string
  description = "Subnet of the machine."
}

variable "admin_public_key" {
  type        = string
  description = "SSH public key of the administrator."
}

resource "azurerm_resource_group" "build" {
  name     = "rg-build"
  location = "germanywestcentral"
}

resource "azurerm_network_interface" "runner" {
  name                = "nic-runner"
  resource_group_name = azurerm_resource_group.build.name
  location            = azurerm_resource_group.build.location

  ip_configuration {
    name                          = "internal"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_linux_virtual_machine" "runner" {
  name                            = "vm-runner"
  resource_group_name             = azurerm_resource_group.build.name
  location                        = azurerm_resource_group.build.location
  size                            = "Standard_D2s_v5"
  admin_username                  = "runner"
  disable_password_authentication = true
  encryption_at_host_enabled      = true
  allow_extension_operations      = false
  secure_boot_enabled             = true
  vtpm_enabled                    = true
  network_interface_ids           = [azurerm_network_interface.runner.id]

  admin_ssh_key {
    username   = "runner"
    public_key = var.admin_public_key
  }

  identity {
    type = "SystemAssigned"
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
    disk_size_gb         = 64
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }

  boot_diagnostics {}
}

output "private_ip_address" {
  description = "Address inside the network."
  value       = azurerm_linux_virtual_machine.runner.private_ip_address
}

output "principal_id" {
  description = "Identity to give roles to."
  value       = azurerm_linux_virtual_machine.runner.identity[0].principal_id
}
