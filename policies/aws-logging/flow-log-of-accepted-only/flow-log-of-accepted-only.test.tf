variable "traffic" {
  type    = string
  default = "ACCEPT"
}

resource "aws_flow_log" "accepted" { # denied
  vpc_id               = "vpc-0123456789abcdef0"
  traffic_type         = var.traffic
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::example-flow-logs"
}

resource "aws_flow_log" "all" {
  vpc_id               = "vpc-0123456789abcdef1"
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::example-flow-logs"
}

resource "aws_flow_log" "gateway" {
  transit_gateway_id   = "tgw-0123456789abcdef0"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::example-flow-logs"
}
