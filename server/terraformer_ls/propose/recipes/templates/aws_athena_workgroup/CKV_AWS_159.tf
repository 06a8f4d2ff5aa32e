resource "aws_athena_workgroup" "this" {
  configuration {
    result_configuration {
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.shared.arn
      }
    }
  }
}
