resource "aws_networkfirewall_firewall" "this" {
  encryption_configuration {
    key_id = aws_kms_key.shared.arn
    type   = "CUSTOMER_KMS"
  }
}
