# fixable: CKV2_AWS_8
resource "aws_rds_cluster" "catalogue" {
  cluster_identifier          = "catalogue"
  engine                      = "aurora-mysql"
  master_username             = "catalogue"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

# fixable: CKV2_AWS_8
resource "aws_rds_cluster" "orders" {
  cluster_identifier          = "orders"
  engine                      = "aurora-mysql"
  master_username             = "orders"
  manage_master_user_password = true
  skip_final_snapshot         = true
}
