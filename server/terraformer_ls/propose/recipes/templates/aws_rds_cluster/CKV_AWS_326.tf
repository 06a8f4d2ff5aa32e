# where engine is aurora-mysql
resource "aws_rds_cluster" "this" {
  backtrack_window = 86400
}
