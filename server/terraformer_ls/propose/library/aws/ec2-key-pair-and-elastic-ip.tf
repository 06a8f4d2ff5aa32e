# An instance with an imported key and a fixed public address, for a partner's webhook.
# words: an ec2 instance with an elastic ip | ec2 with key pair and static address | an Ubuntu EC2 instance with an imported SSH key, a network interface with an Elastic IP, HTTPS from one partner and SSH from the VPN only

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

  default_tags {
    tags = {
      team        = "integration"
      environment = "production"
    }
  }
}

variable "subnet" {
  type        = object({ id = string, vpc_id = string })
  description = "Public subnet of the instance."
}

variable "public_key" {
  type        = string
  description = "SSH public key of the administrator."
}

variable "partner_cidr" {
  type        = string
  description = "Network of the partner."
  default     = "203.0.113.128/25"
}

variable "vpn_cidr" {
  type        = string
  description = "Network of the VPN."
  default     = "10.200.0.0/24"
}

variable "instance_profile_name" {
  type        = string
  description = "Instance profile of the instance."
}

data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*"]
  }
}

resource "aws_key_pair" "administrator" {
  key_name   = "webhook-administrator"
  public_key = var.public_key
}

resource "aws_security_group" "webhook" {
  name        = "webhook"
  description = "HTTPS from the partner and SSH from the VPN"
  vpc_id      = var.subnet.vpc_id

  ingress {
    description = "HTTPS from the partner"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [var.partner_cidr]
  }

  ingress {
    description = "SSH from the VPN"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.vpn_cidr]
  }
}

resource "aws_instance" "webhook" {
  ami                         = data.aws_ami.ubuntu.id
  instance_type               = "t3.small"
  key_name                    = aws_key_pair.administrator.key_name
  iam_instance_profile        = var.instance_profile_name
  subnet_id                   = var.subnet.id
  vpc_security_group_ids      = [aws_security_group.webhook.id]
  associate_public_ip_address = false
  monitoring                  = true
  ebs_optimized               = true
  disable_api_termination     = true

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }

  tags = { Name = "webhook" }
}

resource "aws_eip" "webhook" {
  domain   = "vpc"
  instance = aws_instance.webhook.id
  tags     = { Name = "webhook" }
}

output "public_ip" {
  description = "Address that the partner calls."
  value       = aws_eip.webhook.public_ip
}
