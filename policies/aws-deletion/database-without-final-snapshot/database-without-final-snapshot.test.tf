variable "skip" {
  type    = bool
  default = true
}

resource "aws_db_instance" "skipped" { # denied
  instance_class      = "db.t4g.small"
  skip_final_snapshot = var.skip
}

resource "aws_redshift_cluster" "skipped" { # denied
  cluster_identifier  = "skipped"
  node_type           = "ra3.large"
  skip_final_snapshot = true
}

resource "aws_db_instance" "kept" {
  instance_class            = "db.t4g.small"
  skip_final_snapshot       = !var.skip
  final_snapshot_identifier = "kept"
}

resource "aws_db_instance" "replica" {
  instance_class      = "db.t4g.small"
  replicate_source_db = aws_db_instance.kept.identifier
  skip_final_snapshot = true
}

resource "aws_rds_cluster" "protected" {
  engine              = "aurora-mysql"
  deletion_protection = true
  skip_final_snapshot = true
}
