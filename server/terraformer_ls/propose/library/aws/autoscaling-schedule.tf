# An auto scaling group of build agents that sleeps at night and on weekends.
# words: scale an auto scaling group on a schedule | asg scheduled actions | an auto scaling group for build agents with zero instances at night, six during working hours, and a notification to SNS for every launch

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

variable "launch_template_id" {
  type        = string
  description = "Launch template of the agents."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Subnets of the agents."
}

variable "topic_arn" {
  type        = string
  description = "Topic that hears of launches and failures."
}

resource "aws_autoscaling_group" "agents" {
  name                = "build-agents"
  min_size            = 0
  max_size            = 6
  vpc_zone_identifier = var.subnet_ids

  launch_template {
    id      = var.launch_template_id
    version = "$Latest"
  }

  tag {
    key                 = "team"
    value               = "developer-experience"
    propagate_at_launch = true
  }

  lifecycle {
    ignore_changes = [desired_capacity]
  }
}

resource "aws_autoscaling_schedule" "morning" {
  scheduled_action_name  = "morning"
  autoscaling_group_name = aws_autoscaling_group.agents.name
  recurrence             = "0 7 * * MON-FRI"
  time_zone              = "Europe/Berlin"
  min_size               = 2
  max_size               = 6
  desired_capacity       = 6
}

resource "aws_autoscaling_schedule" "evening" {
  scheduled_action_name  = "evening"
  autoscaling_group_name = aws_autoscaling_group.agents.name
  recurrence             = "0 20 * * *"
  time_zone              = "Europe/Berlin"
  min_size               = 0
  max_size               = 6
  desired_capacity       = 0
}

resource "aws_autoscaling_notification" "agents" {
  group_names   = [aws_autoscaling_group.agents.name]
  topic_arn     = var.topic_arn
  notifications = ["autoscaling:EC2_INSTANCE_LAUNCH", "autoscaling:EC2_INSTANCE_LAUNCH_ERROR"]
}

output "group_arn" {
  description = "ARN of the group."
  value       = aws_autoscaling_group.agents.arn
}
