# An HTTP API in API Gateway that sends requests to a Lambda function, with access logs and throttling.
# words: an api gateway in front of a lambda | http api with lambda integration | an API Gateway HTTP API that forwards GET /orders to an existing Lambda function, authorised by a JWT, with throttling and access logs

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "lambda_function_name" {
  type        = string
  description = "Function that answers the requests."
  default     = "orders-api"
}

variable "issuer" {
  type        = string
  description = "Issuer of the tokens."
  default     = "https://login.acme.io/"
}

variable "kms_key_arn" {
  type        = string
  description = "Key that encrypts the access logs."
}

data "aws_lambda_function" "orders" {
  function_name = var.lambda_function_name
}

resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_authorizer" "tokens" {
  api_id           = aws_apigatewayv2_api.orders.id
  name             = "tokens"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.issuer
    audience = ["orders"]
  }
}

resource "aws_apigatewayv2_integration" "orders" {
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = data.aws_lambda_function.orders.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_apigatewayv2_route" "orders" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = "GET /orders"
  target             = "integrations/${aws_apigatewayv2_integration.orders.id}"
  authorization_type = "JWT"
  authorizer_id      = aws_apigatewayv2_authorizer.tokens.id
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/api/orders"
  retention_in_days = 365
  kms_key_id        = var.kms_key_arn
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_burst_limit = 50
    throttling_rate_limit  = 100
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = jsonencode({ id = "$context.requestId", status = "$context.status", route = "$context.routeKey" })
  }
}

resource "aws_lambda_permission" "gateway" {
  action        = "lambda:InvokeFunction"
  function_name = data.aws_lambda_function.orders.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.orders.execution_arn}/*/*"
}

output "api_url" {
  description = "Address of the API."
  value       = aws_apigatewayv2_api.orders.api_endpoint
}
