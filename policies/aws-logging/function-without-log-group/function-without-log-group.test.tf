variable "stage" {
  type    = string
  default = "test"
}

resource "aws_lambda_function" "orders" {
  for_each      = toset(["create", "list"])
  function_name = "orders-${var.stage}-${each.key}"
  role          = "arn:aws:iam::123456789012:role/orders"
}

resource "aws_cloudwatch_log_group" "orders" {
  for_each          = aws_lambda_function.orders
  name              = "/aws/lambda/${each.value.function_name}"
  retention_in_days = 30
}

resource "aws_lambda_function" "mails" { # denied
  function_name = "mails"
  role          = "arn:aws:iam::123456789012:role/mails"
}

resource "aws_cloudwatch_log_group" "misspelt" {
  name              = "/aws/lambda/mail"
  retention_in_days = 30
}

resource "aws_cloudwatch_log_group" "generated" {
  retention_in_days = 30
}

resource "aws_lambda_function" "shared" {
  function_name = "shared"
  role          = "arn:aws:iam::123456789012:role/shared"

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.generated.name
  }
}
