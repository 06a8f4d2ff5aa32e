# An auto scaling group from a launch template, with target tracking on CPU and rolling replacement.
# words: an aws auto scaling group with a launch template | auto scaling group of ec2 instances, asg that scales on cpu | an auto scaling group of two to eight t3.medium instances over three subnets, behind a target group, scaling at 60 percent CPU, with IMDSv2 and encrypted disks

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

variable "ami_id" {
  type        = string
  description = "Image of the instances."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the instances."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the instances."
}

variable "target_group_arn" {
  type        = string
  description = "Target group of the load balancer."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile with the application's role."
}

resource "aws_launch_template" "web" {
  name_prefix            = "web-"
  image_id               = var.ami_id
  instance_type          = "t3.medium"
  ebs_optimized          = true
  vpc_security_group_ids = [var.security_group_id]

  iam_instance_profile {
    name = var.instance_profile_name
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  monitoring {
    enabled = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 30
      volume_type = "gp3"
      encrypted   = true
    }
  }
}

resource "aws_autoscaling_group" "web" {
  name                      = "web"
  min_size                  = 2
  max_size                  = 8
  desired_capacity          = 2
  vpc_zone_identifier       = var.subnet_ids
  target_group_arns         = [var.target_group_arn]
  health_check_type         = "ELB"
  health_check_grace_period = 120

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 75
    }
  }

  tag {
    key                 = "Name"
    value               = "web"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_policy" "cpu" {
  name                   = "cpu-60"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

output "group_name" {
  description = "Name of the group."
  value       = aws_autoscaling_group.web.name
}
