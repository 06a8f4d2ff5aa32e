# where enabled_cloudwatch_logs_exports is unset
# where engine is aurora-mysql
resource "aws_rds_cluster" "this" {
  enabled_cloudwatch_logs_exports = ["audit", "error", "slowquery"]
}
