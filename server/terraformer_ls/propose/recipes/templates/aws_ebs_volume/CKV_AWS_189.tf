resource "aws_ebs_volume" "this" {
  encrypted  = true
  kms_key_id = aws_kms_key.shared.arn
}
