variable "with_default" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
}

variable "handed_over" {
  type      = string
  sensitive = true
}

locals {
  written = "${var.with_default}-staple"
  wrapped = var.handed_over
}

resource "aws_db_instance" "literal" { # denied
  instance_class = "db.t4g.small"
  username       = "app"
  password       = "correct-horse-battery"
}

resource "aws_db_instance" "local" { # denied
  instance_class = "db.t4g.small"
  username       = "app"
  password       = local.written
}

resource "aws_rds_cluster" "default" { # denied
  engine          = "aurora-postgresql"
  master_username = "app"
  master_password = var.with_default
}

resource "aws_rds_cluster" "handed_over" {
  engine          = "aurora-postgresql"
  master_username = "app"
  master_password = local.wrapped
}

resource "aws_db_instance" "managed" {
  instance_class              = "db.t4g.small"
  username                    = "app"
  manage_master_user_password = true
}

data "aws_secretsmanager_secret_version" "database" {
  secret_id = "database"
}

resource "aws_db_instance" "secret" {
  instance_class = "db.t4g.small"
  username       = "app"
  password       = data.aws_secretsmanager_secret_version.database.secret_string
}
