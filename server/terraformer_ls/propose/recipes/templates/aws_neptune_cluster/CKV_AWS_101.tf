# where enable_cloudwatch_logs_exports is unset
resource "aws_neptune_cluster" "this" {
  enable_cloudwatch_logs_exports = ["audit"]
}
