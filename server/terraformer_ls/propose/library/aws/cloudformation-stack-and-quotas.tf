# A CloudFormation stack kept by Terraform, a raised quota and a resource group by tag.
# words: deploy a cloudformation stack with terraform | service quota increase and resource group | a vendor's CloudFormation stack with parameters and notifications, a higher quota of on-demand instances and a resource group of everything tagged project=atlas

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

variable "topic_arn" {
  type        = string
  description = "Topic that hears of stack events."
}

variable "template_url" {
  type        = string
  description = "Template of the vendor."
  default     = "https://acme-templates.s3.eu-west-1.amazonaws.com/vendor-agent.yaml"
}

resource "aws_cloudformation_stack" "agent" {
  name               = "vendor-agent"
  template_url       = var.template_url
  capabilities       = ["CAPABILITY_NAMED_IAM"]
  notification_arns  = [var.topic_arn]
  on_failure         = "ROLLBACK"
  timeout_in_minutes = 20

  parameters = {
    Environment   = "production"
    RetentionDays = "90"
  }
}

resource "aws_servicequotas_service_quota" "instances" {
  service_code = "ec2"
  quota_code   = "L-1216C47A"
  value        = 256
}

resource "aws_resourcegroups_group" "atlas" {
  name        = "atlas"
  description = "Everything of project Atlas"

  resource_query {
    query = jsonencode({
      ResourceTypeFilters = ["AWS::AllSupported"]
      TagFilters          = [{ Key = "project", Values = ["atlas"] }]
    })
  }
}

output "stack_outputs" {
  description = "Outputs of the stack."
  value       = aws_cloudformation_stack.agent.outputs
}
