# fixable: CKV2_AWS_8
resource "aws_rds_cluster" "catalogue" {
  cluster_identifier          = "catalogue"
  engine                      = "aurora-mysql"
  master_username             = "catalogue"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

# fixable: CKV2_AWS_9
resource "aws_ebs_volume" "data" {
  availability_zone = "eu-central-1a"
  size              = 40
}

# fixable: CKV2_AWS_9
resource "aws_ebs_volume" "archive" {
  availability_zone = "eu-central-1a"
  size              = 40
}

resource "aws_backup_selection" "others" {
  name         = "others"
  plan_id      = "plan"
  iam_role_arn = "arn:aws:iam::123456789012:role/backup"
  resources    = ["arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"]
}
