resource "aws_neptune_cluster" "this" {
  backup_retention_period = 7
}
