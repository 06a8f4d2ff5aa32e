# A fleet of spot instances of several types for batch work.
# words: ec2 spot instances for batch jobs | ec2 fleet with spot capacity | an EC2 fleet of up to ten spot instances of three types at the best price and capacity, from a launch template with encrypted disks, in a spread placement group

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
  description = "Image of the workers."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the workers."
}

variable "security_group_id" {
  type        = string
  description = "Security group of the workers."
}

variable "instance_profile_arn" {
  type        = string
  description = "Instance profile of the workers."
}

locals {
  instance_types = ["c7g.large", "c6g.large", "m7g.large"]
}

resource "aws_placement_group" "workers" {
  name            = "render-workers"
  strategy        = "partition"
  partition_count = 3
}

resource "aws_launch_template" "worker" {
  name                   = "render-worker"
  image_id               = var.ami_id
  ebs_optimized          = true
  vpc_security_group_ids = [var.security_group_id]

  iam_instance_profile {
    arn = var.instance_profile_arn
  }

  placement {
    group_name = aws_placement_group.workers.name
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 40
      volume_type = "gp3"
      encrypted   = true
    }
  }
}

resource "aws_ec2_fleet" "workers" {
  type                                = "maintain"
  terminate_instances                 = true
  terminate_instances_with_expiration = true

  launch_template_config {
    launch_template_specification {
      launch_template_id = aws_launch_template.worker.id
      version            = aws_launch_template.worker.latest_version
    }

    dynamic "override" {
      for_each = { for pair in setproduct(local.instance_types, var.subnet_ids) : "${pair[0]}-${pair[1]}" => { type = pair[0], subnet = pair[1] } }

      content {
        instance_type = override.value.type
        subnet_id     = override.value.subnet
      }
    }
  }

  spot_options {
    allocation_strategy = "price-capacity-optimized"
  }

  target_capacity_specification {
    default_target_capacity_type = "spot"
    total_target_capacity        = 10
  }
}

output "fleet_id" {
  description = "ID of the fleet."
  value       = aws_ec2_fleet.workers.id
}
