variable "protect" {
  type    = bool
  default = false
}

resource "aws_dynamodb_table" "silent" { # denied
  name     = "silent"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_neptune_cluster" "off" { # denied
  cluster_identifier  = "off"
  deletion_protection = var.protect
}

resource "aws_cognito_user_pool" "inactive" { # denied
  name                = "inactive"
  deletion_protection = var.protect ? "ACTIVE" : "INACTIVE"
}

resource "aws_dynamodb_table" "protected" {
  name                        = "protected"
  hash_key                    = "id"
  deletion_protection_enabled = true

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_cognito_user_pool" "active" {
  name                = "active"
  deletion_protection = "ACTIVE"
}

resource "aws_docdb_cluster" "protected" {
  cluster_identifier  = "protected"
  deletion_protection = !var.protect
}
