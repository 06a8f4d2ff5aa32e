# fixable: CKV_AWS_26
resource "aws_sns_topic" "orders" {
  name = "orders"
}

# fixable: CKV_AWS_27
resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = false
}

# fixable: CKV_AWS_185 CKV_AWS_43
resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}
