# A Glue database with a partitioned table on S3 and an Athena workgroup that queries it.
# words: athena workgroup with a glue table | query s3 logs with athena | a Glue catalog database, a Parquet table partitioned by day over S3 and an Athena workgroup with encrypted results and a scan limit of 10 GB

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

variable "data_bucket" {
  type        = string
  description = "Bucket that holds the Parquet files."
  default     = "acme-lake"
}

variable "results_bucket" {
  type        = string
  description = "Bucket for query results."
  default     = "acme-athena-results"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the results."
}

resource "aws_glue_catalog_database" "sales" {
  name        = "sales"
  description = "Tables of the sales department"
}

resource "aws_glue_catalog_table" "receipts" {
  database_name = aws_glue_catalog_database.sales.name
  name          = "receipts"
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    classification = "parquet"
    EXTERNAL       = "TRUE"
  }

  partition_keys {
    name = "day"
    type = "date"
  }

  storage_descriptor {
    location      = "s3://${var.data_bucket}/receipts/"
    input_format  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output_format = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"

    ser_de_info {
      serialization_library = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
    }

    columns {
      name = "receipt_id"
      type = "string"
    }

    columns {
      name = "amount"
      type = "decimal(12,2)"
    }
  }
}

resource "aws_athena_workgroup" "analysts" {
  name = "analysts"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240

    result_configuration {
      output_location = "s3://${var.results_bucket}/analysts/"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = var.kms_key_arn
      }
    }
  }
}

resource "aws_athena_named_query" "revenue" {
  name      = "revenue-by-day"
  database  = aws_glue_catalog_database.sales.name
  workgroup = aws_athena_workgroup.analysts.name
  query     = "SELECT day, sum(amount) AS revenue FROM receipts GROUP BY day ORDER BY day"
}

output "workgroup" {
  description = "Workgroup for the analysts."
  value       = aws_athena_workgroup.analysts.name
}
