resource "aws_api_gateway_stage" "this" {
  client_certificate_id = aws_api_gateway_client_certificate.shared.id
}

resource "aws_api_gateway_client_certificate" "shared" {}
