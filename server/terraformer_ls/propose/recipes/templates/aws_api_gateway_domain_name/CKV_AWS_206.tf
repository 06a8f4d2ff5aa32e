resource "aws_api_gateway_domain_name" "this" {
  security_policy = "TLS_1_2"
}
