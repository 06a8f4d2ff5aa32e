# A sending domain in SES with DKIM, its own MAIL FROM domain and events to SNS.
# words: ses domain identity with dkim | send email with amazon ses | an SES domain with DKIM records in Route 53, a custom MAIL FROM domain, a configuration set that demands TLS and bounces and complaints sent to SNS

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
  description = "Domain that mails are sent from."
  default     = "mail.acme.io"
}

variable "zone_id" {
  type        = string
  description = "Zone of the domain."
}

variable "bounce_topic_arn" {
  type        = string
  description = "Topic that hears of bounces and complaints."
}

resource "aws_sesv2_configuration_set" "main" {
  configuration_set_name = "transactional"

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_configuration_set_event_destination" "bounces" {
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name
  event_destination_name = "bounces"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT"]

    sns_destination {
      topic_arn = var.bounce_topic_arn
    }
  }
}

resource "aws_sesv2_email_identity" "domain" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.main.configuration_set_name

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

resource "aws_sesv2_email_identity_mail_from_attributes" "domain" {
  email_identity         = aws_sesv2_email_identity.domain.email_identity
  mail_from_domain       = "bounce.${var.domain}"
  behavior_on_mx_failure = "REJECT_MESSAGE"
}

resource "aws_route53_record" "dkim" {
  count   = 3
  zone_id = var.zone_id
  name    = "${aws_sesv2_email_identity.domain.dkim_signing_attributes[0].tokens[count.index]}._domainkey.${var.domain}"
  type    = "CNAME"
  ttl     = 600
  records = ["${aws_sesv2_email_identity.domain.dkim_signing_attributes[0].tokens[count.index]}.dkim.amazonses.com"]
}

output "identity_arn" {
  description = "ARN for sending policies."
  value       = aws_sesv2_email_identity.domain.arn
}
