# where log_config.cloudwatch_logs_role_arn is .*
resource "aws_appsync_graphql_api" "this" {
  log_config {
    field_log_level = "ERROR"
  }
}
