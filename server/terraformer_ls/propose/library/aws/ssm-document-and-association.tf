# A Systems Manager document that installs an agent, applied to tagged servers every day.
# words: an ssm document and association | run a script on tagged ec2 instances | an SSM command document that installs a monitoring agent, an association with all servers tagged agent=true every day and its output in S3

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

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the output."
}

resource "aws_ssm_document" "agent" {
  name            = "install-monitoring-agent"
  document_type   = "Command"
  document_format = "YAML"

  content = yamlencode({
    schemaVersion = "2.2"
    description   = "Installs the monitoring agent"
    parameters = {
      Channel = { type = "String", default = "stable", allowedValues = ["stable", "beta"] }
    }
    mainSteps = [{
      action = "aws:runShellScript"
      name   = "install"
      inputs = { runCommand = ["dnf install -y acme-agent-{{ Channel }}", "systemctl enable --now acme-agent"] }
    }]
  })

  tags = { team = "platform" }
}

resource "aws_ssm_association" "agent" {
  association_name    = "monitoring-agent"
  name                = aws_ssm_document.agent.name
  schedule_expression = "rate(1 day)"
  max_concurrency     = "20%"
  max_errors          = "5%"
  compliance_severity = "MEDIUM"

  parameters = {
    Channel = "stable"
  }

  targets {
    key    = "tag:agent"
    values = ["true"]
  }

  output_location {
    s3_bucket_name = var.log_bucket
    s3_key_prefix  = "agent"
  }
}

output "document_name" {
  description = "Name of the document."
  value       = aws_ssm_document.agent.name
}
