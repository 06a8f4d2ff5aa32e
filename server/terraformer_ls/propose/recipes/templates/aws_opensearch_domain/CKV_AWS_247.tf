resource "aws_opensearch_domain" "this" {
  encrypt_at_rest {
    enabled    = true
    kms_key_id = aws_kms_key.shared.arn
  }
}
