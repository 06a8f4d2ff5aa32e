variable "operations" {
  type    = number
  default = 1000
}

resource "aws_ebs_volume" "few" { # denied
  availability_zone = "eu-west-1a"
  size              = 500
  type              = "io1"
  iops              = var.operations * 3
}

resource "aws_instance" "small" { # denied
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"

  root_block_device {
    volume_type = "io2"
    volume_size = 20
    iops        = var.operations
  }
}

resource "aws_db_instance" "few" { # denied
  instance_class    = "db.r6g.large"
  storage_type      = "io1"
  allocated_storage = 100
  iops              = var.operations
}

resource "aws_ebs_volume" "many" {
  availability_zone = "eu-west-1a"
  size              = 500
  type              = "io1"
  iops              = 12000
}

resource "aws_ebs_volume" "durable" {
  availability_zone = "eu-west-1a"
  size              = 2000
  type              = "io2"
  iops              = 3000
}

resource "aws_ebs_volume" "general" {
  availability_zone = "eu-west-1a"
  size              = 500
  type              = "gp3"
  iops              = 3000
}
