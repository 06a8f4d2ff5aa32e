# where engine is redis|valkey
resource "aws_elasticache_cluster" "this" {
  snapshot_retention_limit = 5
}
