resource "aws_networkfirewall_rule_group" "this" {
  encryption_configuration {
    key_id = aws_kms_key.shared.arn
    type   = "CUSTOMER_KMS"
  }
}
