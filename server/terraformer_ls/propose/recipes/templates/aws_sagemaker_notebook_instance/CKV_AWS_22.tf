resource "aws_sagemaker_notebook_instance" "this" {
  kms_key_id = aws_kms_key.shared.arn
}
