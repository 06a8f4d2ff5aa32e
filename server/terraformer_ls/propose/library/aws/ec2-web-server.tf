# An EC2 web server on Amazon Linux behind a security group that allows HTTPS from the company network.
# words: an ec2 instance running a web server | ec2 web server with security group | a t3.small EC2 instance with nginx, encrypted root disk, IMDSv2, an instance role for Session Manager and HTTPS from our office network only

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
      team        = "web"
      environment = "production"
    }
  }
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "us-east-1"
}

variable "vpc_id" {
  type        = string
  description = "VPC to place the server in."
}

variable "subnet_id" {
  type        = string
  description = "Private subnet to place the server in."
}

variable "office_cidr" {
  type        = string
  description = "Network that may reach the server."
  default     = "10.0.0.0/8"
}

data "aws_ami" "amazon_linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}

data "aws_iam_policy_document" "ec2" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "web" {
  name               = "web-server"
  assume_role_policy = data.aws_iam_policy_document.ec2.json
}

resource "aws_iam_role_policy_attachment" "session_manager" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "web" {
  name = "web-server"
  role = aws_iam_role.web.name
}

resource "aws_security_group" "web" {
  name        = "web-server"
  description = "HTTPS from the office network"
  vpc_id      = var.vpc_id

  ingress {
    description = "HTTPS from the office"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [var.office_cidr]
  }

  egress {
    description = "HTTPS for package updates"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web" {
  ami                    = data.aws_ami.amazon_linux.id
  instance_type          = "t3.small"
  subnet_id              = var.subnet_id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.web.name
  monitoring             = true
  ebs_optimized          = true

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 20
    encrypted   = true
  }

  user_data = <<-SHELL
#!/bin/bash
dnf install -y nginx
systemctl enable --now nginx
SHELL

  tags = { Name = "web-server" }
}

output "private_ip" {
  description = "Address of the server inside the VPC."
  value       = aws_instance.web.private_ip
}
