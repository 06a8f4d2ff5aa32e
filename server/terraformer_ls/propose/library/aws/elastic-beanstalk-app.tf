# An Elastic Beanstalk application with a load balanced Python environment and managed updates.
# words: an elastic beanstalk application | beanstalk python environment | a Beanstalk application with a load-balanced Python 3.12 environment in private subnets, enhanced health, managed updates on Sunday and logs streamed to CloudWatch

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

variable "vpc_id" {
  type        = string
  description = "VPC of the environment."
}

variable "subnet_ids" {
  type        = list(string)
  description = "Private subnets of the instances."
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the application."
}

variable "service_role_name" {
  type        = string
  description = "Role of the service."
  default     = "aws-elasticbeanstalk-service-role"
}

locals {
  settings = {
    "aws:ec2:vpc"                          = { VPCId = var.vpc_id, Subnets = join(",", var.subnet_ids), AssociatePublicIpAddress = "false" }
    "aws:autoscaling:launchconfiguration"  = { IamInstanceProfile = var.instance_profile_name, DisableIMDSv1 = "true" }
    "aws:elasticbeanstalk:environment"     = { EnvironmentType = "LoadBalanced", LoadBalancerType = "application" }
    "aws:elasticbeanstalk:cloudwatch:logs" = { StreamLogs = "true", RetentionInDays = "365" }
  }
}

resource "aws_elastic_beanstalk_application" "intranet" {
  name        = "intranet"
  description = "Pages for the staff"
}

resource "aws_elastic_beanstalk_environment" "production" {
  name                = "intranet-production"
  application         = aws_elastic_beanstalk_application.intranet.name
  solution_stack_name = "64bit Amazon Linux 2023 v4.5.1 running Python 3.12"
  tier                = "WebServer"

  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "SystemType"
    value     = "enhanced"
  }

  setting {
    namespace = "aws:elasticbeanstalk:healthreporting:system"
    name      = "HealthStreamingEnabled"
    value     = "true"
  }

  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "true"
  }

  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ServiceRoleForManagedUpdates"
    value     = var.service_role_name
  }

  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "PreferredStartTime"
    value     = "Sun:03:00"
  }

  setting {
    namespace = "aws:elasticbeanstalk:managedactions:platformupdate"
    name      = "UpdateLevel"
    value     = "minor"
  }

  dynamic "setting" {
    for_each = merge([for namespace, values in local.settings : { for name, value in values : "${namespace}/${name}" => { namespace = namespace, name = name, value = value } }]...)

    content {
      namespace = setting.value.namespace
      name      = setting.value.name
      value     = setting.value.value
    }
  }
}

output "cname" {
  description = "Name of the environment."
  value       = aws_elastic_beanstalk_environment.production.cname
}
