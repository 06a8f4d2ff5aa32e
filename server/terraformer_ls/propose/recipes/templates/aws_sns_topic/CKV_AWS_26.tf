resource "aws_sns_topic" "this" {
  kms_master_key_id = "alias/aws/sns"
}
