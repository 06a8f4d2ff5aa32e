# A service offered to other accounts through PrivateLink.
# words: a vpc endpoint service with privatelink | offer a service to other vpcs privately | an endpoint service on an existing network load balancer that must be accepted, for two allowed principals, with a private DNS name and connection notices to SNS

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

variable "load_balancer_arn" {
  type        = string
  description = "Network load balancer of the service."
}

variable "topic_arn" {
  type        = string
  description = "Topic that hears of new connections."
}

variable "consumer_account_ids" {
  type        = set(string)
  description = "Accounts that may connect."
  default     = ["345678901234", "456789012345"]
}

variable "zone_id" {
  type        = string
  description = "Public zone of acme.io."
}

resource "aws_vpc_endpoint_service" "ledger" {
  acceptance_required        = true
  network_load_balancer_arns = [var.load_balancer_arn]
  private_dns_name           = "ledger.acme.io"
  supported_ip_address_types = ["ipv4"]
  tags                       = { Name = "ledger" }
}

resource "aws_vpc_endpoint_service_allowed_principal" "consumer" {
  for_each                = var.consumer_account_ids
  vpc_endpoint_service_id = aws_vpc_endpoint_service.ledger.id
  principal_arn           = "arn:aws:iam::${each.value}:root"
}

resource "aws_vpc_endpoint_connection_notification" "ledger" {
  vpc_endpoint_service_id     = aws_vpc_endpoint_service.ledger.id
  connection_notification_arn = var.topic_arn
  connection_events           = ["Accept", "Connect", "Reject"]
}

resource "aws_route53_record" "ownership" {
  zone_id = var.zone_id
  name    = aws_vpc_endpoint_service.ledger.private_dns_name_configuration[0].name
  type    = "TXT"
  ttl     = 1800
  records = [aws_vpc_endpoint_service.ledger.private_dns_name_configuration[0].value]
}

output "service_name" {
  description = "Name that consumers connect to."
  value       = aws_vpc_endpoint_service.ledger.service_name
}
