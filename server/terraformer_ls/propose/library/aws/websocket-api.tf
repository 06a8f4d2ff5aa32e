# A WebSocket API whose messages reach a Lambda function, with a custom domain.
# words: a websocket api with lambda | api gateway websocket for chat | a WebSocket API with connect and default routes to one Lambda function, IAM on connect, logs, throttling and its own domain name

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

variable "function" {
  type        = object({ name = string, invoke_arn = string })
  description = "Function that handles messages."
}

variable "domain" {
  type        = string
  description = "Name of the API."
  default     = "live.acme.io"
}

variable "certificate_arn" {
  type        = string
  description = "Certificate for the name."
}

variable "log_group_arn" {
  type        = string
  description = "Log group of the access logs."
}

locals {
  routes = ["$connect", "$default"]
}

resource "aws_apigatewayv2_api" "live" {
  name                       = "live"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                    = aws_apigatewayv2_api.live.id
  integration_type          = "AWS_PROXY"
  integration_uri           = var.function.invoke_arn
  content_handling_strategy = "CONVERT_TO_TEXT"
}

resource "aws_apigatewayv2_route" "route" {
  for_each           = toset(local.routes)
  api_id             = aws_apigatewayv2_api.live.id
  route_key          = each.value
  authorization_type = each.value == "$connect" ? "AWS_IAM" : "NONE"
  target             = "integrations/${aws_apigatewayv2_integration.function.id}"
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.live.id
  name        = "live"
  auto_deploy = true

  default_route_settings {
    throttling_burst_limit = 200
    throttling_rate_limit  = 100
  }

  access_log_settings {
    destination_arn = var.log_group_arn
    format          = jsonencode({ id = "$context.requestId", route = "$context.routeKey", status = "$context.status" })
  }
}

resource "aws_lambda_permission" "gateway" {
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.live.execution_arn}/*"
}

resource "aws_apigatewayv2_domain_name" "live" {
  domain_name = var.domain

  domain_name_configuration {
    certificate_arn = var.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "live" {
  api_id      = aws_apigatewayv2_api.live.id
  domain_name = aws_apigatewayv2_domain_name.live.id
  stage       = aws_apigatewayv2_stage.live.id
}

output "url" {
  description = "Address that clients connect to."
  value       = aws_apigatewayv2_stage.live.invoke_url
}
