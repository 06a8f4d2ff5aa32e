resource "aws_mq_broker" "this" {
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = aws_kms_key.shared.arn
  }
}
