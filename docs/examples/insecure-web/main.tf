# The web server and what it needs to be reached.

locals {
  name = "shop-${var.environment}"
}

module "network" {
  source = "./modules/network"

  name       = local.name
  cidr_block = "10.20.0.0/16"
}

data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"] # Canonical

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}

resource "aws_security_group" "web" {
  name   = "${local.name}-web"
  vpc_id = module.network.vpc_id

  ingress {
    description = "HTTP for everyone; the load balancer comes later"
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "web" {
  ami                         = data.aws_ami.ubuntu.id
  instance_type               = var.instance_type
  subnet_id                   = module.network.public_subnet_id
  vpc_security_group_ids      = [aws_security_group.web.id]
  associate_public_ip_address = true

  root_block_device {
    volume_size = 20
    encrypted   = var.encrypt_root_disk
  }

  tags = {
    Name = "${local.name}-web"
  }
}

resource "aws_ebs_volume" "uploads" {
  availability_zone = "${var.region}a"
  size              = 100
  encrypted         = false

  tags = { Name = "${local.name}-uploads" }
}

resource "aws_volume_attachment" "uploads" {
  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.uploads.id
  instance_id = aws_instance.web.id
}
