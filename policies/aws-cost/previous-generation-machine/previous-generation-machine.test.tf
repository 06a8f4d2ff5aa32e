variable "family" {
  type    = string
  default = "m3"
}

resource "aws_instance" "old" { # denied
  ami           = "ami-0123456789abcdef0"
  instance_type = "${var.family}.large"
}

resource "aws_db_instance" "old" { # denied
  instance_class = "db.r3.large"
}

resource "aws_elasticache_cluster" "old" { # denied
  cluster_id = "old"
  node_type  = "cache.m3.medium"
}

resource "aws_instance" "current" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m7g.large"
}

resource "aws_instance" "small" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
}

resource "aws_db_instance" "serverless" {
  instance_class = "db.serverless"
}
