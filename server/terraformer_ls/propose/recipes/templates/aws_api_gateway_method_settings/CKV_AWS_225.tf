resource "aws_api_gateway_method_settings" "this" {
  settings {
    caching_enabled      = true
    cache_data_encrypted = true
  }
}
