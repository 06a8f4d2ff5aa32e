# fixable: CKV_AWS_142 CKV_AWS_321 CKV_AWS_64 CKV_AWS_87
resource "aws_redshift_cluster" "reports" {
  cluster_identifier     = "reports"
  node_type              = "ra3.large"
  master_username        = "reports"
  manage_master_password = true
  encrypted              = false
  publicly_accessible    = true
  skip_final_snapshot    = true
}

# fixable: CKV_AWS_182 CKV_AWS_360 CKV_AWS_74 CKV_AWS_85
resource "aws_docdb_cluster" "documents" {
  cluster_identifier  = "documents"
  skip_final_snapshot = true
}

# fixable: CKV2_AWS_58 CKV_AWS_101 CKV_AWS_347 CKV_AWS_359 CKV_AWS_361 CKV_AWS_362 CKV_AWS_44
resource "aws_neptune_cluster" "graph" {
  cluster_identifier  = "graph"
  skip_final_snapshot = true
}

# fixable: CKV_AWS_191 CKV_AWS_29 CKV_AWS_30
resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
  description          = "Sessions"
  node_type            = "cache.t4g.small"
}

# fixable: CKV_AWS_134
resource "aws_elasticache_cluster" "cache" {
  cluster_id      = "cache"
  engine          = "redis"
  node_type       = "cache.t4g.small"
  num_cache_nodes = 1
}
