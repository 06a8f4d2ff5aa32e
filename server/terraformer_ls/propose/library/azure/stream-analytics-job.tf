# A Stream Analytics job that writes averages of device readings to a database.
# words: an azure stream analytics job | event hub to sql with stream analytics | a Stream Analytics job that reads an event hub by identity, averages readings over a minute and writes them to an Azure SQL table

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

variable "event_hub" {
  type        = object({ namespace = string, name = string, consumer_group = string })
  description = "Event hub that is read."
}

variable "sql_server_fqdn" {
  type        = string
  description = "Server that is written to."
  default     = "sql-acme-plant.database.windows.net"
}

resource "azurerm_resource_group" "stream" {
  name     = "rg-stream"
  location = "westeurope"
}

resource "azurerm_stream_analytics_job" "averages" {
  name                                     = "asa-averages"
  resource_group_name                      = azurerm_resource_group.stream.name
  location                                 = azurerm_resource_group.stream.location
  compatibility_level                      = "1.2"
  sku_name                                 = "StandardV2"
  streaming_units                          = 10
  events_late_arrival_max_delay_in_seconds = 60
  output_error_policy                      = "Drop"

  identity {
    type = "SystemAssigned"
  }

  transformation_query = <<-SQL
SELECT deviceId, AVG(celsius) AS celsius, System.Timestamp() AS minute
INTO averages
FROM readings TIMESTAMP BY measuredAt
GROUP BY deviceId, TumblingWindow(minute, 1)
SQL
}

resource "azurerm_stream_analytics_stream_input_eventhub_v2" "readings" {
  name                         = "readings"
  stream_analytics_job_id      = azurerm_stream_analytics_job.averages.id
  servicebus_namespace         = var.event_hub.namespace
  eventhub_name                = var.event_hub.name
  eventhub_consumer_group_name = var.event_hub.consumer_group
  authentication_mode          = "Msi"

  serialization {
    type     = "Json"
    encoding = "UTF8"
  }
}

resource "azurerm_stream_analytics_output_mssql" "averages" {
  name                      = "averages"
  stream_analytics_job_name = azurerm_stream_analytics_job.averages.name
  resource_group_name       = azurerm_resource_group.stream.name
  server                    = var.sql_server_fqdn
  database                  = "plant"
  table                     = "Averages"
  authentication_mode       = "Msi"
}

output "principal_id" {
  description = "Identity to give rights to."
  value       = azurerm_stream_analytics_job.averages.identity[0].principal_id
}
