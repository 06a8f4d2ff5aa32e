# A small private VPC with one subnet and nothing open.
# words: a simple vpc with a subnet | vpc and subnet | a minimal VPC 10.5.0.0/24 with one private subnet, a closed default security group and rejected traffic logged to a bucket

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
  region = "eu-north-1"
}

variable "flow_log_bucket_arn" {
  type        = string
  description = "Bucket that receives the flow logs."
}

resource "aws_vpc" "lab" {
  cidr_block = "10.5.0.0/24"
  tags       = { Name = "lab" }
}

resource "aws_subnet" "lab" {
  vpc_id            = aws_vpc.lab.id
  cidr_block        = "10.5.0.0/26"
  availability_zone = "eu-north-1a"
  tags              = { Name = "lab-private" }
}

resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_flow_log" "lab" {
  vpc_id               = aws_vpc.lab.id
  traffic_type         = "REJECT"
  log_destination_type = "s3"
  log_destination      = var.flow_log_bucket_arn
}

output "subnet_id" {
  description = "ID of the subnet."
  value       = aws_subnet.lab.id
}
