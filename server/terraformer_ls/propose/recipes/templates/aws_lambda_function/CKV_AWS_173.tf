resource "aws_lambda_function" "this" {
  kms_key_arn = aws_kms_key.shared.arn
}
