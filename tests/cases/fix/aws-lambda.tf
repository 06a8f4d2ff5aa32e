resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private_a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_subnet" "private_b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-central-1b"
}

resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.3.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_iam_role" "mail" {
  name = "mail"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

# fixable: CKV_AWS_115 CKV_AWS_116 CKV_AWS_117 CKV_AWS_272
resource "aws_lambda_function" "mail" {
  function_name = "mail"
  role          = aws_iam_role.mail.arn
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "mail.zip"
}

# fixable: CKV_AWS_115 CKV_AWS_116 CKV_AWS_117 CKV_AWS_272
resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = "arn:aws:iam::123456789012:role/report"
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "report.zip"
}
