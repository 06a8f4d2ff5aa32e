# A REST API with IAM authorisation, request validation, a cache, tracing, access logs and a web ACL.
# words: a rest api in api gateway with lambda | api gateway rest api with caching and waf | a regional REST API with GET /prices integrated with Lambda, IAM authorisation, request validation, an encrypted cache, X-Ray, access logs and a WAF

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

variable "function_invoke_arn" {
  type        = string
  description = "Invoke ARN of the function."
}

variable "function_name" {
  type        = string
  description = "Name of the function."
  default     = "prices"
}

variable "log_group_arn" {
  type        = string
  description = "Log group of the access logs."
}

variable "client_certificate_id" {
  type        = string
  description = "Certificate that the gateway shows to back ends."
}

variable "web_acl_arn" {
  type        = string
  description = "Web ACL that filters the requests."
}

resource "aws_api_gateway_rest_api" "prices" {
  name        = "prices"
  description = "Prices for partners"

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_resource" "prices" {
  rest_api_id = aws_api_gateway_rest_api.prices.id
  parent_id   = aws_api_gateway_rest_api.prices.root_resource_id
  path_part   = "prices"
}

resource "aws_api_gateway_request_validator" "parameters" {
  rest_api_id                 = aws_api_gateway_rest_api.prices.id
  name                        = "parameters"
  validate_request_parameters = true
}

resource "aws_api_gateway_method" "get" {
  rest_api_id          = aws_api_gateway_rest_api.prices.id
  resource_id          = aws_api_gateway_resource.prices.id
  http_method          = "GET"
  authorization        = "AWS_IAM"
  request_validator_id = aws_api_gateway_request_validator.parameters.id
}

resource "aws_api_gateway_integration" "lambda" {
  rest_api_id             = aws_api_gateway_rest_api.prices.id
  resource_id             = aws_api_gateway_resource.prices.id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = var.function_invoke_arn
}

resource "aws_lambda_permission" "gateway" {
  action        = "lambda:InvokeFunction"
  function_name = var.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.prices.execution_arn}/*/GET/prices"
}

resource "aws_api_gateway_deployment" "prices" {
  rest_api_id = aws_api_gateway_rest_api.prices.id
  triggers    = { methods = sha1(jsonencode([aws_api_gateway_method.get.id, aws_api_gateway_integration.lambda.id])) }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = aws_api_gateway_rest_api.prices.id
  deployment_id         = aws_api_gateway_deployment.prices.id
  stage_name            = "live"
  xray_tracing_enabled  = true
  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
  client_certificate_id = var.client_certificate_id

  access_log_settings {
    destination_arn = var.log_group_arn
    format          = jsonencode({ id = "$context.requestId", status = "$context.status" })
  }
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.prices.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled      = true
    logging_level        = "INFO"
    caching_enabled      = true
    cache_data_encrypted = true
    data_trace_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "live" {
  resource_arn = aws_api_gateway_stage.live.arn
  web_acl_arn  = var.web_acl_arn
}

output "invoke_url" {
  description = "Address of the API."
  value       = aws_api_gateway_stage.live.invoke_url
}
