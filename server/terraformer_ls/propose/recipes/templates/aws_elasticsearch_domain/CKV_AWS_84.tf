# where log_publishing_options is unset
resource "aws_elasticsearch_domain" "this" {
  log_publishing_options {
    log_type                 = "ES_APPLICATION_LOGS"
    cloudwatch_log_group_arn = aws_cloudwatch_log_group.this_logs.arn
  }
}

resource "aws_cloudwatch_log_group" "this_logs" {
  name              = "/aws/opensearch/<name>/logs"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.shared_logs.arn

  # The domain waits for this group, and is refused unless it may write to it.
  depends_on = [aws_cloudwatch_log_resource_policy.this_logs]
}

resource "aws_cloudwatch_log_resource_policy" "this_logs" {
  policy_name = "<name>-logs"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "es.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "arn:aws:logs:*:${data.aws_caller_identity.shared.account_id}:log-group:/aws/opensearch/<name>/logs:*"
    }]
  })
}
