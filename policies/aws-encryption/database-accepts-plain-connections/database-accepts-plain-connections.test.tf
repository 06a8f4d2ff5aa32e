variable "force" {
  type    = string
  default = "0"
}

resource "aws_db_parameter_group" "silent" { # denied
  name   = "silent"
  family = "postgres14"
}

resource "aws_db_parameter_group" "off" { # denied
  name   = "off"
  family = "postgres16"

  parameter {
    name  = "rds.force_ssl"
    value = var.force
  }
}

resource "aws_rds_cluster_parameter_group" "aurora" { # denied
  name   = "aurora"
  family = "aurora-mysql8.0"

  parameter {
    name  = "character_set_server"
    value = "utf8mb4"
  }
}

resource "aws_rds_cluster_parameter_group" "aurora_on" {
  name   = "aurora-on"
  family = "aurora-mysql8.0"

  dynamic "parameter" {
    for_each = { require_secure_transport = "ON" }
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}

resource "aws_db_parameter_group" "newer" {
  name   = "newer"
  family = "postgres16"
}

resource "aws_db_parameter_group" "on" {
  name   = "on"
  family = "postgres13"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_parameter_group" "oracle" {
  name   = "oracle"
  family = "oracle-ee-19"
}
