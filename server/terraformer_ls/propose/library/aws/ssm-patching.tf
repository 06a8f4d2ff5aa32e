# Weekly patching of tagged servers in a maintenance window.
# words: patch ec2 instances with systems manager | ssm patch baseline and maintenance window | an Amazon Linux 2023 patch baseline that approves security fixes after three days, a patch group and a Sunday maintenance window that scans and installs

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

variable "service_role_arn" {
  type        = string
  description = "Role of the maintenance window."
}

variable "log_bucket" {
  type        = string
  description = "Bucket that receives the output."
}

resource "aws_ssm_patch_baseline" "linux" {
  name             = "amazon-linux-2023"
  description      = "Security fixes after three days"
  operating_system = "AMAZON_LINUX_2023"

  approval_rule {
    approve_after_days = 3
    compliance_level   = "CRITICAL"

    patch_filter {
      key    = "CLASSIFICATION"
      values = ["Security"]
    }

    patch_filter {
      key    = "SEVERITY"
      values = ["Critical", "Important"]
    }
  }
}

resource "aws_ssm_patch_group" "web" {
  baseline_id = aws_ssm_patch_baseline.linux.id
  patch_group = "web"
}

resource "aws_ssm_maintenance_window" "sunday" {
  name              = "sunday-patching"
  schedule          = "cron(0 3 ? * SUN *)"
  schedule_timezone = "Europe/Berlin"
  duration          = 3
  cutoff            = 1
}

resource "aws_ssm_maintenance_window_target" "web" {
  window_id     = aws_ssm_maintenance_window.sunday.id
  name          = "web"
  resource_type = "INSTANCE"

  targets {
    key    = "tag:PatchGroup"
    values = ["web"]
  }
}

resource "aws_ssm_maintenance_window_task" "patch" {
  window_id        = aws_ssm_maintenance_window.sunday.id
  name             = "install"
  task_type        = "RUN_COMMAND"
  task_arn         = "AWS-RunPatchBaseline"
  service_role_arn = var.service_role_arn
  priority         = 1
  max_concurrency  = "25%"
  max_errors       = "1"

  targets {
    key    = "WindowTargetIds"
    values = [aws_ssm_maintenance_window_target.web.id]
  }

  task_invocation_parameters {
    run_command_parameters {
      output_s3_bucket     = var.log_bucket
      output_s3_key_prefix = "patching"
      timeout_seconds      = 3600

      parameter {
        name   = "Operation"
        values = ["Install"]
      }
    }
  }
}

output "baseline_id" {
  description = "ID of the baseline."
  value       = aws_ssm_patch_baseline.linux.id
}
