# A virtual desktop host pool with a workspace and a published desktop.
# words: an azure virtual desktop host pool | windows virtual desktop with application group | a pooled virtual desktop host pool with at most ten sessions per machine, start on connect, a desktop application group for one team and a workspace, off at night by a scaling plan

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

variable "team_group_id" {
  type        = string
  description = "Entra ID group that uses the desktops."
}

resource "azurerm_resource_group" "desktops" {
  name     = "rg-desktops"
  location = "westeurope"
}

resource "azurerm_virtual_desktop_host_pool" "office" {
  name                     = "vdpool-office"
  resource_group_name      = azurerm_resource_group.desktops.name
  location                 = azurerm_resource_group.desktops.location
  type                     = "Pooled"
  load_balancer_type       = "BreadthFirst"
  maximum_sessions_allowed = 10
  start_vm_on_connect      = true
  validate_environment     = false
  public_network_access    = "EnabledForClientsOnly"
}

resource "azurerm_virtual_desktop_application_group" "desktop" {
  name                = "vdag-office"
  resource_group_name = azurerm_resource_group.desktops.name
  location            = azurerm_resource_group.desktops.location
  type                = "Desktop"
  host_pool_id        = azurerm_virtual_desktop_host_pool.office.id
  friendly_name       = "Office desktop"
}

resource "azurerm_virtual_desktop_workspace" "office" {
  name                = "vdws-office"
  resource_group_name = azurerm_resource_group.desktops.name
  location            = azurerm_resource_group.desktops.location
  friendly_name       = "Office"
}

resource "azurerm_virtual_desktop_workspace_application_group_association" "office" {
  workspace_id         = azurerm_virtual_desktop_workspace.office.id
  application_group_id = azurerm_virtual_desktop_application_group.desktop.id
}

resource "azurerm_virtual_desktop_scaling_plan" "workdays" {
  name                = "vdscaling-workdays"
  resource_group_name = azurerm_resource_group.desktops.name
  location            = azurerm_resource_group.desktops.location
  time_zone           = "W. Europe Standard Time"

  schedule {
    name                                 = "workdays"
    days_of_week                         = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    ramp_up_start_time                   = "07:00"
    ramp_up_load_balancing_algorithm     = "BreadthFirst"
    peak_start_time                      = "09:00"
    peak_load_balancing_algorithm        = "BreadthFirst"
    ramp_down_start_time                 = "18:00"
    ramp_down_load_balancing_algorithm   = "DepthFirst"
    ramp_down_minimum_hosts_percent      = 10
    ramp_down_capacity_threshold_percent = 90
    ramp_down_force_logoff_users         = false
    ramp_down_notification_message       = "Please log off, the desktops close soon."
    ramp_down_stop_hosts_when            = "ZeroSessions"
    ramp_down_wait_time_minutes          = 30
    off_peak_start_time                  = "20:00"
    off_peak_load_balancing_algorithm    = "DepthFirst"
  }

  host_pool {
    hostpool_id          = azurerm_virtual_desktop_host_pool.office.id
    scaling_plan_enabled = true
  }
}

resource "azurerm_role_assignment" "team" {
  scope                = azurerm_virtual_desktop_application_group.desktop.id
  role_definition_name = "Desktop Virtualization User"
  principal_id         = var.team_group_id
}

output "workspace_id" {
  description = "ID of the workspace."
  value       = azurerm_virtual_desktop_workspace.office.id
}
