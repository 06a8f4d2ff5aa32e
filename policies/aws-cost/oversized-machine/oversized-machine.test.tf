variable "sizes" {
  type    = map(string)
  default = { web = "m7g.large", batch = "c7i.24xlarge" }
}

resource "aws_instance" "batch" { # denied
  ami           = "ami-0123456789abcdef0"
  instance_type = var.sizes["batch"]
}

resource "aws_db_instance" "huge" { # denied
  instance_class = "db.r6i.16xlarge"
}

resource "aws_eks_node_group" "metal" { # denied
  cluster_name   = "main"
  node_role_arn  = "arn:aws:iam::123456789012:role/nodes"
  subnet_ids     = ["subnet-0123456789abcdef0"]
  instance_types = ["m7g.large", "m7g.metal"]

  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}

resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0"
  instance_type = var.sizes["web"]
}

resource "aws_instance" "eight" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m7g.8xlarge"
}

resource "aws_rds_cluster_instance" "serverless" {
  cluster_identifier = "main"
  engine             = "aurora-postgresql"
  instance_class     = "db.serverless"
}

resource "aws_launch_template" "open" {
  name = "open"
}
