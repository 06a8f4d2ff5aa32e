# where performance_insights_kms_key_id is unset
resource "aws_rds_cluster_instance" "this" {
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.shared.arn
}
