# The monitoring agent on an existing machine, with a rule for what it collects.
# words: install the azure monitor agent on a vm | data collection rule for virtual machines | the Azure Monitor agent as an extension of an existing Linux machine and a data collection rule for system logs and performance counters to a workspace

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

variable "virtual_machine_id" {
  type        = string
  description = "Linux machine that is watched."
}

variable "workspace" {
  type        = object({ id = string, resource_group_name = string, location = string })
  description = "Log Analytics workspace."
}

resource "azurerm_virtual_machine_extension" "monitor_agent" {
  name                       = "AzureMonitorLinuxAgent"
  virtual_machine_id         = var.virtual_machine_id
  publisher                  = "Microsoft.Azure.Monitor"
  type                       = "AzureMonitorLinuxAgent"
  type_handler_version       = "1.33"
  auto_upgrade_minor_version = true
  automatic_upgrade_enabled  = true
}

resource "azurerm_monitor_data_collection_rule" "linux" {
  name                = "dcr-linux"
  resource_group_name = var.workspace.resource_group_name
  location            = var.workspace.location
  kind                = "Linux"

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = var.workspace.id
    }
  }

  data_flow {
    streams      = ["Microsoft-Syslog", "Microsoft-Perf"]
    destinations = ["workspace"]
  }

  data_sources {
    syslog {
      name           = "syslog"
      streams        = ["Microsoft-Syslog"]
      facility_names = ["auth", "authpriv", "daemon"]
      log_levels     = ["Warning", "Error", "Critical", "Alert", "Emergency"]
    }

    performance_counter {
      name                          = "performance"
      streams                       = ["Microsoft-Perf"]
      sampling_frequency_in_seconds = 60
      counter_specifiers            = ["Processor(*)\\% Processor Time", "Memory(*)\\% Used Memory"]
    }
  }
}

resource "azurerm_monitor_data_collection_rule_association" "machine" {
  name                    = "linux"
  target_resource_id      = var.virtual_machine_id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.linux.id
}

output "rule_id" {
  description = "Rule for more machines."
  value       = azurerm_monitor_data_collection_rule.linux.id
}
