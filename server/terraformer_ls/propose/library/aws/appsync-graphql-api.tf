# A GraphQL API on DynamoDB with Cognito logins, a web ACL, logs and tracing.
# words: a graphql api with appsync and dynamodb | appsync api with resolvers | an AppSync API authorised by a Cognito pool with a DynamoDB data source, one query resolver, a WAF, field logs and X-Ray

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
  region = var.region
}

variable "region" {
  type        = string
  description = "AWS region to create the resources in."
  default     = "eu-west-1"
}

variable "user_pool_id" {
  type        = string
  description = "Cognito pool of the users."
}

variable "table" {
  type        = object({ name = string, arn = string })
  description = "Table with the notes."
}

variable "logs_role_arn" {
  type        = string
  description = "Role that writes the API's logs."
}

variable "web_acl_arn" {
  type        = string
  description = "Web ACL that filters the requests."
}

data "aws_iam_policy_document" "appsync" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["appsync.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "table" {
  statement {
    actions   = ["dynamodb:GetItem", "dynamodb:Query"]
    resources = [var.table.arn]
  }
}

resource "aws_iam_role" "table" {
  name               = "notes-api-table"
  assume_role_policy = data.aws_iam_policy_document.appsync.json
}

resource "aws_iam_role_policy" "table" {
  name   = "read-notes"
  role   = aws_iam_role.table.id
  policy = data.aws_iam_policy_document.table.json
}

resource "aws_appsync_graphql_api" "notes" {
  name                = "notes"
  authentication_type = "AMAZON_COGNITO_USER_POOLS"
  xray_enabled        = true

  schema = <<-GRAPHQL
type Note { id: ID! text: String! }
type Query { note(id: ID!): Note }
schema { query: Query }
GRAPHQL

  user_pool_config {
    user_pool_id   = var.user_pool_id
    aws_region     = var.region
    default_action = "ALLOW"
  }

  log_config {
    cloudwatch_logs_role_arn = var.logs_role_arn
    field_log_level          = "ALL"
  }
}

resource "aws_appsync_datasource" "notes" {
  api_id           = aws_appsync_graphql_api.notes.id
  name             = "notes"
  type             = "AMAZON_DYNAMODB"
  service_role_arn = aws_iam_role.table.arn

  dynamodb_config {
    table_name = var.table.name
  }
}

resource "aws_appsync_resolver" "note" {
  api_id            = aws_appsync_graphql_api.notes.id
  type              = "Query"
  field             = "note"
  data_source       = aws_appsync_datasource.notes.name
  request_template  = "{\"version\": \"2018-05-29\", \"operation\": \"GetItem\", \"key\": {\"id\": $util.dynamodb.toDynamoDBJson($ctx.args.id)}}"
  response_template = "$util.toJson($ctx.result)"
}

resource "aws_wafv2_web_acl_association" "notes" {
  resource_arn = aws_appsync_graphql_api.notes.arn
  web_acl_arn  = var.web_acl_arn
}

output "graphql_url" {
  description = "Address of the API."
  value       = aws_appsync_graphql_api.notes.uris["GRAPHQL"]
}
