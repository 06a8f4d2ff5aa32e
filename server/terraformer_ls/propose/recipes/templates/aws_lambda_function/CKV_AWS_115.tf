resource "aws_lambda_function" "this" {
  reserved_concurrent_executions = 100
}
