# A schema registry for events with an Avro schema, and a connection to a database.
# words: a glue schema registry | avro schemas for kafka on aws | a Glue schema registry with a backward compatible Avro schema for orders, and an encrypted JDBC connection to a Postgres database for crawlers

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "subnet" {
  type        = object({ id = string, availability_zone = string })
  description = "Subnet of the connection."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the connection."
}

variable "secret_id" {
  type        = string
  description = "Secret with the database's login."
  default     = "orders/reader"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the catalogue."
}

resource "aws_glue_registry" "events" {
  registry_name = "events"
  description   = "Schemas of our events"
}

resource "aws_glue_schema" "order" {
  schema_name   = "order"
  registry_arn  = aws_glue_registry.events.arn
  data_format   = "AVRO"
  compatibility = "BACKWARD"

  schema_definition = jsonencode({
    type = "record"
    name = "Order"
    fields = [
      { name = "id", type = "string" },
      { name = "cents", type = "long" },
    ]
  })
}

resource "aws_glue_data_catalog_encryption_settings" "catalog" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = true
      aws_kms_key_id                       = var.kms_key_arn
    }

    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = var.kms_key_arn
    }
  }
}

resource "aws_glue_connection" "orders" {
  name            = "orders"
  connection_type = "JDBC"

  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://orders.internal.acme.io:5432/orders"
    JDBC_ENFORCE_SSL    = "true"
    SECRET_ID           = var.secret_id
  }

  physical_connection_requirements {
    subnet_id              = var.subnet.id
    availability_zone      = var.subnet.availability_zone
    security_group_id_list = [var.security_group_id]
  }
}

output "registry_arn" {
  description = "Registry for producers and consumers."
  value       = aws_glue_registry.events.arn
}
