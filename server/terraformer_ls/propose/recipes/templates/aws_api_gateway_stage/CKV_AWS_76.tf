resource "aws_api_gateway_stage" "this" {
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this_access.arn
    format = jsonencode({
      requestId = "$context.requestId"
      time      = "$context.requestTime"
      sourceIp  = "$context.identity.sourceIp"
      method    = "$context.httpMethod"
      path      = "$context.resourcePath"
      status    = "$context.status"
      length    = "$context.responseLength"
    })
  }
}

resource "aws_cloudwatch_log_group" "this_access" {
  # The account's aws_api_gateway_account needs a role that may write logs, once in each region.
  retention_in_days = 365
  kms_key_id        = aws_kms_key.shared_logs.arn
}
