resource "aws_api_gateway_method_settings" "this" {
  rest_api_id = aws_api_gateway_stage.this.rest_api_id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    logging_level        = "ERROR"
    metrics_enabled      = true
    caching_enabled      = true
    cache_data_encrypted = true
  }
}
