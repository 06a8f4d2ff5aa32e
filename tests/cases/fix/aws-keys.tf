# fixable: CKV2_AWS_64 CKV_AWS_7
resource "aws_kms_key" "data" {
  description = "Data at rest"
}

# fixable: CKV_AWS_149
resource "aws_secretsmanager_secret" "database" {
  name = "database"
}

# fixable: CKV_AWS_337
resource "aws_ssm_parameter" "token" {
  name  = "/service/token"
  type  = "SecureString"
  value = "placeholder"
}

# fixable: CKV2_AWS_34
resource "aws_ssm_parameter" "plain" {
  name  = "/service/plain"
  type  = "String"
  value = "placeholder"
}

# fixable: CKV_AWS_119 CKV_AWS_28
resource "aws_dynamodb_table" "sessions" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

# fixable: CKV_AWS_166
resource "aws_backup_vault" "vault" {
  name = "vault"
}
