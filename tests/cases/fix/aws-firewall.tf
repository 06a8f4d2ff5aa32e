resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
}

# fixable: CKV2_AWS_29 CKV2_AWS_4 CKV_AWS_76
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "live"
}

# fixable: CKV2_AWS_28
resource "aws_lb" "front" {
  name    = "front"
  subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

# fixable: CKV_AWS_344 CKV_AWS_345
resource "aws_networkfirewall_firewall" "edge" {
  name                = "edge"
  firewall_policy_arn = "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/edge"
  vpc_id              = "vpc-0123456789abcdef0"

  subnet_mapping {
    subnet_id = "subnet-0123456789abcdef0"
  }
}

# fixable: CKV_AWS_345
resource "aws_networkfirewall_rule_group" "edge" {
  name     = "edge"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rules_source {
      rules_string = "drop tcp any any -> any 23 (sid:1;)"
    }
  }
}
