# where engine is aurora-postgresql|postgres
resource "aws_rds_cluster" "this" {
  enabled_cloudwatch_logs_exports = ["postgresql"]
}
