resource "aws_db_subnet_group" "shop" {
  name       = local.name
  subnet_ids = module.network.private_subnet_ids
}

resource "aws_db_instance" "shop" {
  identifier     = local.name
  engine         = "postgres"
  engine_version = "16.4"
  instance_class = "db.t4g.small"

  allocated_storage = 50
  storage_encrypted = false

  db_name  = "shop"
  username = "shop"
  password = var.database_password

  db_subnet_group_name    = aws_db_subnet_group.shop.name
  publicly_accessible     = true # until the office VPN works
  backup_retention_period = 0
  skip_final_snapshot     = true
}
