variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_s3_bucket" "bare" { # denied
  bucket = "example-bare"
}

resource "aws_instance" "emptied" { # denied
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"
  tags          = var.tags
}

resource "aws_s3_bucket" "tagged" {
  bucket = "example-tagged"
  tags   = merge(var.tags, { Owner = "orders" })
}

resource "random_id" "run" {
  byte_length = 4
}

resource "aws_ebs_volume" "known_later" {
  availability_zone = "eu-west-1a"
  size              = 10
  tags              = { Run = random_id.run.hex }
}

resource "aws_iam_role" "free" {
  name               = "free"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
