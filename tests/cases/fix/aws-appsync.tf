# fixable: CKV2_AWS_33 CKV_AWS_193 CKV_AWS_194
resource "aws_appsync_graphql_api" "shop" {
  name                = "shop"
  authentication_type = "API_KEY"
}

# fixable: CKV2_AWS_33 CKV_AWS_194
resource "aws_appsync_graphql_api" "stock" {
  name                = "stock"
  authentication_type = "API_KEY"

  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/logs"
    field_log_level          = "NONE"
  }
}

# fixable: CKV_AWS_76
resource "aws_apigatewayv2_stage" "live" {
  api_id = "a1b2c3d4e5"
  name   = "live"
}
