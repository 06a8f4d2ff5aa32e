# Several EC2 instances of different sizes from one map, with alarms that recover them.
# words: several ec2 instances with for_each | ec2 instances from a map of sizes | three EC2 instances described by a map with size and subnet, each with an encrypted disk, IMDSv2 and an alarm that recovers it when its system check fails

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
  region = var.region

  default_tags {
    tags = {
      team        = "operations"
      environment = "production"
    }
  }
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "eu-west-1"
}

variable "ami_id" {
  type        = string
  description = "Image of the instances."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the instances."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the instances."
}

variable "machines" {
  type        = map(object({ instance_type = string, subnet_id = string }))
  description = "Size and subnet of each instance."
}

resource "aws_instance" "machine" {
  for_each               = var.machines
  ami                    = var.ami_id
  instance_type          = each.value.instance_type
  subnet_id              = each.value.subnet_id
  vpc_security_group_ids = [var.security_group_id]
  iam_instance_profile   = var.instance_profile_name
  monitoring             = true
  ebs_optimized          = true

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted = true
  }

  tags = { Name = each.key }
}

resource "aws_cloudwatch_metric_alarm" "recover" {
  for_each            = aws_instance.machine
  alarm_name          = "${each.key}-recover"
  alarm_description   = "Recovers ${each.key} when its host fails"
  namespace           = "AWS/EC2"
  metric_name         = "StatusCheckFailed_System"
  dimensions          = { InstanceId = each.value.id }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = ["arn:aws:automate:${var.region}:ec2:recover"]
}

output "private_ips" {
  description = "Address of each instance."
  value       = { for name, machine in aws_instance.machine : name => machine.private_ip }
}
