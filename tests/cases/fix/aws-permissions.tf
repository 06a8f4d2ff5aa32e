resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_s3_bucket" "receipts" {
  bucket = "example-receipts"
}

resource "aws_secretsmanager_secret" "shop" {
  name = "shop"
}

resource "aws_iam_role" "shop" {
  name = "shop"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# fixable: CKV_AWS_288 CKV_AWS_290 CKV_AWS_355
resource "aws_iam_role_policy" "shop" {
  role = aws_iam_role.shop.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = ["*"]
      },
    ]
  })
}

# fixable: CKV_AWS_288 CKV_AWS_290 CKV_AWS_355
resource "aws_iam_policy" "receipts" {
  name   = "receipts"
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
          "Resource": "*"
        }
      ]
    }
  POLICY
}

# fixable: CKV_AWS_108 CKV_AWS_111 CKV_AWS_356
data "aws_iam_policy_document" "secrets" {
  statement {
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "secrets" {
  role   = aws_iam_role.shop.id
  policy = data.aws_iam_policy_document.secrets.json
}
