resource "aws_apigatewayv2_stage" "this" {
  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.this_access.arn
    format = jsonencode({
      requestId = "$context.requestId"
      time      = "$context.requestTime"
      sourceIp  = "$context.identity.sourceIp"
      route     = "$context.routeKey"
      status    = "$context.status"
      length    = "$context.responseLength"
    })
  }
}

resource "aws_cloudwatch_log_group" "this_access" {
  retention_in_days = 365
  kms_key_id        = aws_kms_key.shared_logs.arn
}
