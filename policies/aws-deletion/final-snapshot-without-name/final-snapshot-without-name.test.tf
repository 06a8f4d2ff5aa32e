variable "name" {
  type    = string
  default = null
}

resource "random_id" "snapshot" {
  byte_length = 4
}

resource "aws_db_instance" "nameless" { # denied
  instance_class            = "db.t4g.small"
  final_snapshot_identifier = var.name
}

resource "aws_rds_cluster" "nameless" { # denied
  engine              = "aurora-mysql"
  skip_final_snapshot = false
}

resource "aws_db_instance" "named" {
  instance_class            = "db.t4g.small"
  final_snapshot_identifier = "named-${random_id.snapshot.hex}"
}

resource "aws_db_instance" "skipped" {
  instance_class      = "db.t4g.small"
  skip_final_snapshot = true
}

resource "aws_db_instance" "replica" {
  instance_class      = "db.t4g.small"
  replicate_source_db = aws_db_instance.named.identifier
}
