resource "aws_guardduty_detector" "this" {
  enable = true
}

resource "aws_guardduty_organization_configuration" "this" {
  detector_id                      = aws_guardduty_detector.this.id
  auto_enable_organization_members = "ALL"

  # Only the organization's administrator for GuardDuty may decide for its members.
  depends_on = [aws_guardduty_organization_admin_account.shared]
}
