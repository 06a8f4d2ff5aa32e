# fixable: CKV_AWS_237
resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

# fixable: CKV_AWS_217
resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
}

# fixable: CKV2_AWS_51 CKV_AWS_120 CKV_AWS_73
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "live"
}

# fixable: CKV_AWS_225
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled = true
  }
}

# fixable: CKV_AWS_206
resource "aws_api_gateway_domain_name" "orders" {
  domain_name              = "orders.example.com"
  regional_certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0f0f0f0f-0000-0000-0000-000000000000"
}
