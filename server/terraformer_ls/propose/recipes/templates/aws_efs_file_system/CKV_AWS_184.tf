resource "aws_efs_file_system" "this" {
  encrypted  = true
  kms_key_id = aws_kms_key.shared.arn
}
