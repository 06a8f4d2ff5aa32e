# where log_config is unset
resource "aws_appsync_graphql_api" "this" {
  log_config {
    cloudwatch_logs_role_arn = aws_iam_role.this_logs.arn
    exclude_verbose_content  = true
    field_log_level          = "ERROR"
  }
}

resource "aws_iam_role" "this_logs" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "appsync.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this_logs" {
  role       = aws_iam_role.this_logs.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs"
}
