# API keys for partners of an existing REST API, with a quota for each.
# words: api gateway usage plan and api keys | rate limit partners of a rest api | API keys for three partners from a map, a usage plan for each with its own daily quota and rate on one stage of a REST API

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

variable "rest_api" {
  type        = object({ id = string, stage = string })
  description = "API and stage that the partners call."
}

variable "partners" {
  type        = map(object({ quota = number, rate = number }))
  description = "Calls a day and a second of each partner."
  default     = { alpine = { quota = 10000, rate = 10 }, baltic = { quota = 50000, rate = 25 }, coast = { quota = 1000, rate = 2 } }
}

resource "aws_api_gateway_api_key" "partner" {
  for_each    = var.partners
  name        = each.key
  description = "Key of ${title(each.key)}"
  enabled     = true
}

resource "aws_api_gateway_usage_plan" "partner" {
  for_each = var.partners
  name     = "partner-${each.key}"

  api_stages {
    api_id = var.rest_api.id
    stage  = var.rest_api.stage
  }

  quota_settings {
    limit  = each.value.quota
    period = "DAY"
  }

  throttle_settings {
    rate_limit  = each.value.rate
    burst_limit = each.value.rate * 2
  }
}

resource "aws_api_gateway_usage_plan_key" "partner" {
  for_each      = var.partners
  key_id        = aws_api_gateway_api_key.partner[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.partner[each.key].id
}

output "keys" {
  description = "Key of each partner."
  value       = { for name, key in aws_api_gateway_api_key.partner : name => key.value }
  sensitive   = true
}
