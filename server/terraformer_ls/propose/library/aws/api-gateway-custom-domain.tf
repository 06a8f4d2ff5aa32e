# A custom domain with TLS 1.2 for two APIs in API Gateway.
# words: a custom domain name for api gateway | map api gateway apis to paths of one domain | a regional API Gateway domain with TLS 1.2 and its alias record, which serves two REST APIs under /orders and /prices

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

variable "domain" {
  type        = string
  description = "Name of the APIs."
  default     = "api.acme.io"
}

variable "zone_id" {
  type        = string
  description = "Zone of the name."
}

variable "certificate_arn" {
  type        = string
  description = "Certificate for the name."
}

variable "apis" {
  type        = map(object({ id = string, stage = string }))
  description = "REST APIs by path."
}

resource "aws_api_gateway_domain_name" "api" {
  domain_name              = var.domain
  regional_certificate_arn = var.certificate_arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "api" {
  for_each    = var.apis
  domain_name = aws_api_gateway_domain_name.api.domain_name
  api_id      = each.value.id
  stage_name  = each.value.stage
  base_path   = each.key
}

resource "aws_route53_record" "api" {
  zone_id = var.zone_id
  name    = var.domain
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.api.regional_domain_name
    zone_id                = aws_api_gateway_domain_name.api.regional_zone_id
    evaluate_target_health = true
  }
}

output "url" {
  description = "Address of the APIs."
  value       = "https://${var.domain}"
}
