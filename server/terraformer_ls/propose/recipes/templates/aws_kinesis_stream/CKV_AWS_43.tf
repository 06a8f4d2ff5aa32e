# where kms_key_id is unset
resource "aws_kinesis_stream" "this" {
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
