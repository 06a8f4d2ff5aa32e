resource "aws_kinesis_firehose_delivery_stream" "this" {
  server_side_encryption {
    enabled = true
  }
}
