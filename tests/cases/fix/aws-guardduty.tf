resource "aws_guardduty_organization_admin_account" "security" {
  admin_account_id = "123456789012"
}

# fixable: CKV2_AWS_3
resource "aws_guardduty_detector" "main" {
  enable = true
}
