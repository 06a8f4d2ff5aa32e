# fixable: CKV2_AWS_60 CKV_AWS_118 CKV_AWS_129 CKV_AWS_157 CKV_AWS_16 CKV_AWS_161 CKV_AWS_17 CKV_AWS_226 CKV_AWS_293 CKV_AWS_353
resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "orders"
  manage_master_user_password = true
  publicly_accessible         = true
  auto_minor_version_upgrade  = false
  skip_final_snapshot         = true
}

# fixable: CKV_AWS_139 CKV_AWS_162 CKV_AWS_313 CKV_AWS_324 CKV_AWS_325 CKV_AWS_326 CKV_AWS_327 CKV_AWS_96
resource "aws_rds_cluster" "catalogue" {
  cluster_identifier          = "catalogue"
  engine                      = "aurora-mysql"
  master_username             = "catalogue"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

# fixable: CKV_AWS_118 CKV_AWS_226 CKV_AWS_353
resource "aws_rds_cluster_instance" "catalogue" {
  cluster_identifier = aws_rds_cluster.catalogue.id
  engine             = "aurora-mysql"
  instance_class     = "db.t4g.medium"
}
