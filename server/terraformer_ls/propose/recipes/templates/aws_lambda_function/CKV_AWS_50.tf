resource "aws_lambda_function" "this" {
  tracing_config {
    mode = "Active"
  }
}
