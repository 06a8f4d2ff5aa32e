# A Cassandra-compatible table in Keyspaces with encryption and recovery.
# words: an amazon keyspaces table | managed cassandra table | a Keyspaces keyspace and an on-demand table of events with partition and clustering keys, a TTL, point-in-time recovery and our key

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

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the table."
}

resource "aws_keyspaces_keyspace" "tracking" {
  name = "tracking"
}

resource "aws_keyspaces_table" "events" {
  keyspace_name        = aws_keyspaces_keyspace.tracking.name
  table_name           = "events"
  default_time_to_live = 7776000

  schema_definition {
    column {
      name = "parcel_id"
      type = "text"
    }

    column {
      name = "occurred_at"
      type = "timestamp"
    }

    column {
      name = "event"
      type = "text"
    }

    partition_key {
      name = "parcel_id"
    }

    clustering_key {
      name     = "occurred_at"
      order_by = "DESC"
    }
  }

  capacity_specification {
    throughput_mode = "PAY_PER_REQUEST"
  }

  encryption_specification {
    type               = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_identifier = var.kms_key_arn
  }

  point_in_time_recovery {
    status = "ENABLED"
  }

  ttl {
    status = "ENABLED"
  }
}

output "table_arn" {
  description = "ARN of the table."
  value       = aws_keyspaces_table.events.arn
}
