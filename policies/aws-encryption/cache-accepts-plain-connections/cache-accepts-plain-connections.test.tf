variable "mode" {
  type    = string
  default = "preferred"
}

resource "aws_elasticache_replication_group" "migrating" { # denied
  replication_group_id       = "migrating"
  description                = "Sessions"
  transit_encryption_enabled = true
  transit_encryption_mode    = var.mode
}

resource "aws_elasticache_replication_group" "required" {
  replication_group_id       = "required"
  description                = "Sessions"
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
}

resource "aws_elasticache_replication_group" "default" {
  replication_group_id       = "default"
  description                = "Sessions"
  transit_encryption_enabled = true
}
