# A Linux scale set over three zones that grows with its CPU.
# words: an azure vm scale set with autoscale | linux virtual machine scale set | a zone-balanced Ubuntu scale set of two to ten machines behind an existing load balancer, rolling upgrades, SSH keys only, scaling at 70 and 30 percent CPU

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

variable "backend_pool_id" {
  type        = string
  description = "Backend pool of the load balancer."
}

variable "probe_id" {
  type        = string
  description = "Health probe of the load balancer."
}

variable "admin_public_key" {
  type        = string
  description = "SSH public key of the administrator."
}

resource "azurerm_resource_group" "workers" {
  name     = "rg-workers"
  location = "westeurope"
}

resource "azurerm_linux_virtual_machine_scale_set" "workers" {
  name                            = "vmss-workers"
  resource_group_name             = azurerm_resource_group.workers.name
  location                        = azurerm_resource_group.workers.location
  sku                             = "Standard_D2s_v5"
  instances                       = 2
  zones                           = ["1", "2", "3"]
  zone_balance                    = true
  admin_username                  = "worker"
  disable_password_authentication = true
  encryption_at_host_enabled      = true
  upgrade_mode                    = "Rolling"
  health_probe_id                 = var.probe_id

  admin_ssh_key {
    username   = "worker"
    public_key = var.admin_public_key
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }

  os_disk {
    caching              = "ReadOnly"
    storage_account_type = "Premium_LRS"
  }

  network_interface {
    name    = "internal"
    primary = true

    ip_configuration {
      name                                   = "internal"
      primary                                = true
      subnet_id                              = var.subnet_id
      load_balancer_backend_address_pool_ids = [var.backend_pool_id]
    }
  }

  rolling_upgrade_policy {
    max_batch_instance_percent              = 20
    max_unhealthy_instance_percent          = 20
    max_unhealthy_upgraded_instance_percent = 5
    pause_time_between_batches              = "PT1M"
  }
}

resource "azurerm_monitor_autoscale_setting" "workers" {
  name                = "as-workers"
  resource_group_name = azurerm_resource_group.workers.name
  location            = azurerm_resource_group.workers.location
  target_resource_id  = azurerm_linux_virtual_machine_scale_set.workers.id

  profile {
    name = "cpu"

    capacity {
      default = 2
      minimum = 2
      maximum = 10
    }

    dynamic "rule" {
      for_each = {
        Increase = { operator = "GreaterThan", threshold = 70 }
        Decrease = { operator = "LessThan", threshold = 30 }
      }

      content {
        metric_trigger {
          metric_name        = "Percentage CPU"
          metric_resource_id = azurerm_linux_virtual_machine_scale_set.workers.id
          time_grain         = "PT1M"
          statistic          = "Average"
          time_window        = "PT5M"
          time_aggregation   = "Average"
          operator           = rule.value.operator
          threshold          = rule.value.threshold
        }

        scale_action {
          direction = rule.key
          type      = "ChangeCount"
          value     = "1"
          cooldown  = "PT5M"
        }
      }
    }
  }
}

output "scale_set_id" {
  description = "ID of the scale set."
  value       = azurerm_linux_virtual_machine_scale_set.workers.id
}
