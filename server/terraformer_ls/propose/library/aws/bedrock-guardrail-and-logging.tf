# A Bedrock guardrail for a support assistant and logs of all model calls.
# words: a bedrock guardrail | amazon bedrock content filters and invocation logging | a Bedrock guardrail that filters hate and prompt attacks, refuses legal advice and masks e-mail addresses, with a published version and invocation logs in CloudWatch

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
  region = "us-east-1"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the guardrail and the logs."
}

variable "logging_role_arn" {
  type        = string
  description = "Role that writes the invocation logs."
}

resource "aws_bedrock_guardrail" "support" {
  name                      = "support-assistant"
  description               = "What the support assistant may talk about"
  blocked_input_messaging   = "I can't help with that."
  blocked_outputs_messaging = "I can't answer that."
  kms_key_arn               = var.kms_key_arn

  content_policy_config {
    filters_config {
      type            = "HATE"
      input_strength  = "HIGH"
      output_strength = "HIGH"
    }

    filters_config {
      type            = "PROMPT_ATTACK"
      input_strength  = "HIGH"
      output_strength = "NONE"
    }
  }

  topic_policy_config {
    topics_config {
      name       = "legal-advice"
      type       = "DENY"
      definition = "Advice on contracts, disputes or the law"
      examples   = ["Can I sue the seller?"]
    }
  }

  sensitive_information_policy_config {
    pii_entities_config {
      type   = "EMAIL"
      action = "ANONYMIZE"
    }
  }
}

resource "aws_bedrock_guardrail_version" "support" {
  guardrail_arn = aws_bedrock_guardrail.support.guardrail_arn
  description   = "First version for customers"
}

resource "aws_cloudwatch_log_group" "invocations" {
  name              = "/bedrock/invocations"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_bedrock_model_invocation_logging_configuration" "main" {
  logging_config {
    text_data_delivery_enabled      = true
    embedding_data_delivery_enabled = false

    cloudwatch_config {
      log_group_name = aws_cloudwatch_log_group.invocations.name
      role_arn       = var.logging_role_arn
    }
  }
}

output "guardrail_id" {
  description = "ID of the guardrail."
  value       = aws_bedrock_guardrail.support.guardrail_id
}
