# Two identical Linux machines in zones, each with a data disk, from one map.
# words: several azure vms with for_each | two linux vms in different zones with data disks | two Ubuntu machines in zones 1 and 2 from a map, each with a network interface, an encrypted data disk of its own size, SSH keys only and no extensions

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
  description = "Subnet of the machines."
}

variable "disk_encryption_set_id" {
  type        = string
  description = "Encrypts the disks."
}

variable "admin_public_key" {
  type        = string
  description = "SSH public key of the administrator."
}

locals {
  machines = {
    primary = { zone = "1", disk_gb = 256 }
    standby = { zone = "2", disk_gb = 256 }
  }
}

resource "azurerm_resource_group" "search" {
  name     = "rg-search-nodes"
  location = "westeurope"
}

resource "azurerm_network_interface" "node" {
  for_each                       = local.machines
  name                           = "nic-search-${each.key}"
  resource_group_name            = azurerm_resource_group.search.name
  location                       = azurerm_resource_group.search.location
  accelerated_networking_enabled = true

  ip_configuration {
    name                          = "internal"
    subnet_id                     = var.subnet_id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "azurerm_linux_virtual_machine" "node" {
  for_each                        = local.machines
  name                            = "vm-search-${each.key}"
  resource_group_name             = azurerm_resource_group.search.name
  location                        = azurerm_resource_group.search.location
  zone                            = each.value.zone
  size                            = "Standard_E4s_v5"
  admin_username                  = "search"
  disable_password_authentication = true
  encryption_at_host_enabled      = true
  allow_extension_operations      = false
  network_interface_ids           = [azurerm_network_interface.node[each.key].id]

  admin_ssh_key {
    username   = "search"
    public_key = var.admin_public_key
  }

  os_disk {
    caching                = "ReadWrite"
    storage_account_type   = "Premium_LRS"
    disk_encryption_set_id = var.disk_encryption_set_id
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }
}

resource "azurerm_managed_disk" "data" {
  for_each                      = local.machines
  name                          = "disk-search-${each.key}"
  resource_group_name           = azurerm_resource_group.search.name
  location                      = azurerm_resource_group.search.location
  zone                          = each.value.zone
  storage_account_type          = "Premium_LRS"
  create_option                 = "Empty"
  disk_size_gb                  = each.value.disk_gb
  disk_encryption_set_id        = var.disk_encryption_set_id
  public_network_access_enabled = false
  network_access_policy         = "DenyAll"
}

resource "azurerm_virtual_machine_data_disk_attachment" "data" {
  for_each           = local.machines
  managed_disk_id    = azurerm_managed_disk.data[each.key].id
  virtual_machine_id = azurerm_linux_virtual_machine.node[each.key].id
  lun                = 0
  caching            = "None"
}

output "addresses" {
  description = "Address of each machine."
  value       = { for name, node in azurerm_linux_virtual_machine.node : name => node.private_ip_address }
}
