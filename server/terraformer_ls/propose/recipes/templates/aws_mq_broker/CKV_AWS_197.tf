# where engine_type is ActiveMQ
resource "aws_mq_broker" "this" {
  logs {
    audit = true
  }
}
