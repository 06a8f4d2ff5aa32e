# A Windows Server machine without public address, with patches, a data disk and a generated password.
# words: an azure windows vm | windows server virtual machine on azure | a Windows Server 2022 machine with secure boot, encryption at host, automatic patches by platform, a password kept in a key vault and a 256 GB data disk

terraform {
  required_version = ">= 1.6"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
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

variable "key_vault_id" {
  type        = string
  description = "Key vault that keeps the password."
}

variable "disk_encryption_set_id" {
  type        = string
  description = "Encrypts the disks."
}

resource "azurerm_resource_group" "reporting" {
  name     = "rg-reporting"
  location = "westeurope"
}

resource "random_password" "administrator" {
  length      = 24
  min_special = 2
}

resource "azurerm_key_vault_secret" "administrator" {
  name            = "vm-reporting-password"
  key_vault_id    = var.key_vault_id
  value           = random_password.administrator.result
  content_type    = "password"
  expiration_date = "2027-12-31T00:00:00Z"
}

resource "azurerm_network_interface" "reporting" {
  name                = "nic-reporting"
  resource_group_name = azurerm_resource_group.reporting.name
  location            = azurerm_resource_group.reporting.location

  ip_configuration {
    name                          = "internal"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_windows_virtual_machine" "reporting" {
  name                       = "vm-reporting"
  resource_group_name        = azurerm_resource_group.reporting.name
  location                   = azurerm_resource_group.reporting.location
  size                       = "Standard_D4s_v5"
  admin_username             = "reportadmin"
  admin_password             = random_password.administrator.result
  network_interface_ids      = [azurerm_network_interface.reporting.id]
  encryption_at_host_enabled = true
  secure_boot_enabled        = true
  vtpm_enabled               = true
  allow_extension_operations = false
  patch_mode                 = "AutomaticByPlatform"
  patch_assessment_mode      = "AutomaticByPlatform"
  automatic_updates_enabled  = true

  os_disk {
    caching                = "ReadWrite"
    storage_account_type   = "Premium_LRS"
    disk_encryption_set_id = var.disk_encryption_set_id
  }

  source_image_reference {
    publisher = "MicrosoftWindowsServer"
    offer     = "WindowsServer"
    sku       = "2022-datacenter-g2"
    version   = "latest"
  }
}

resource "azurerm_managed_disk" "data" {
  name                          = "disk-reporting-data"
  resource_group_name           = azurerm_resource_group.reporting.name
  location                      = azurerm_resource_group.reporting.location
  storage_account_type          = "Premium_LRS"
  create_option                 = "Empty"
  disk_size_gb                  = 256
  disk_encryption_set_id        = var.disk_encryption_set_id
  public_network_access_enabled = false
  network_access_policy         = "DenyAll"
}

resource "azurerm_virtual_machine_data_disk_attachment" "data" {
  managed_disk_id    = azurerm_managed_disk.data.id
  virtual_machine_id = azurerm_windows_virtual_machine.reporting.id
  lun                = 10
  caching            = "ReadOnly"
}

output "private_ip_address" {
  description = "Address inside the network."
  value       = azurerm_windows_virtual_machine.reporting.private_ip_address
}
