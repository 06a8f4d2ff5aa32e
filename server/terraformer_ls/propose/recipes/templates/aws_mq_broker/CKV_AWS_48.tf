resource "aws_mq_broker" "this" {
  logs {
    general = true
  }
}
