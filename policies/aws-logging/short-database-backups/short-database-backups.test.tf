variable "days" {
  type    = number
  default = 2
}

resource "aws_db_instance" "short" { # denied
  instance_class          = "db.t4g.small"
  backup_retention_period = var.days
}

resource "aws_rds_cluster" "short" { # denied
  engine                  = "aurora-mysql"
  backup_retention_period = 3
}

resource "aws_db_instance" "week" {
  instance_class          = "db.t4g.small"
  backup_retention_period = max(var.days, 7)
}

resource "aws_db_instance" "replica" {
  instance_class          = "db.t4g.small"
  replicate_source_db     = aws_db_instance.week.identifier
  backup_retention_period = 0
}

resource "aws_db_instance" "unsaid" {
  instance_class = "db.t4g.small"
}

variable "asked_for" {
  type = number
}

resource "aws_db_instance" "not_given_yet" {
  instance_class          = "db.t4g.small"
  backup_retention_period = var.asked_for
}
