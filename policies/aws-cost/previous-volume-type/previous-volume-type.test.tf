variable "type" {
  type    = string
  default = "gp2"
}

resource "aws_ebs_volume" "data" { # denied
  availability_zone = "eu-west-1a"
  size              = 100
  type              = var.type
}

resource "aws_instance" "web" { # denied
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"

  root_block_device {
    volume_type = var.type
  }
}

resource "aws_launch_template" "web" { # denied
  name = "web"

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_type = "gp2"
    }
  }
}

resource "aws_db_instance" "main" { # denied
  instance_class = "db.t4g.small"
  storage_type   = "gp2"
}

resource "aws_ebs_volume" "current" {
  availability_zone = "eu-west-1a"
  size              = 100
  type              = "gp3"
}

resource "aws_ebs_volume" "unsaid" {
  availability_zone = "eu-west-1a"
  size              = 100
}

resource "aws_instance" "archive" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"

  root_block_device {
    volume_type = "gp3"
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_type = "st1"
  }
}
