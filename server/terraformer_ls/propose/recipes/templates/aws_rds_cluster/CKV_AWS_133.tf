resource "aws_rds_cluster" "this" {
  backup_retention_period = 7
}
