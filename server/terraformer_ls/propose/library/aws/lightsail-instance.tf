# A small Lightsail server with a static address, snapshots and two open ports.
# words: a lightsail instance with a static ip | cheap small server on aws lightsail | a Lightsail Ubuntu server with automatic snapshots, a static address, HTTPS open to everyone and SSH to one network

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
  region = "eu-central-1"
}

variable "admin_network" {
  type        = string
  description = "Network that may use SSH."
  default     = "198.51.100.0/28"
}

variable "key_pair_name" {
  type        = string
  description = "Lightsail key pair of the administrator."
}

resource "aws_lightsail_instance" "wiki" {
  name              = "wiki"
  availability_zone = "eu-central-1a"
  blueprint_id      = "ubuntu_24_04"
  bundle_id         = "small_3_0"
  key_pair_name     = var.key_pair_name

  add_on {
    type          = "AutoSnapshot"
    snapshot_time = "04:00"
    status        = "Enabled"
  }

  tags = { purpose = "wiki" }
}

resource "aws_lightsail_static_ip" "wiki" {
  name = "wiki"
}

resource "aws_lightsail_static_ip_attachment" "wiki" {
  static_ip_name = aws_lightsail_static_ip.wiki.name
  instance_name  = aws_lightsail_instance.wiki.name
}

resource "aws_lightsail_instance_public_ports" "wiki" {
  instance_name = aws_lightsail_instance.wiki.name

  port_info {
    protocol  = "tcp"
    from_port = 443
    to_port   = 443
  }

  port_info {
    protocol  = "tcp"
    from_port = 22
    to_port   = 22
    cidrs     = [var.admin_network]
  }
}

output "address" {
  description = "Address for the DNS record."
  value       = aws_lightsail_static_ip.wiki.ip_address
}
