# fixable: CKV_AWS_91
resource "aws_lb" "front" {
  name     = "front"
  internal = true
  subnets  = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

# fixable: CKV_AWS_92
resource "aws_elb" "old" {
  name    = "old"
  subnets = ["subnet-0123456789abcdef0"]

  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
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

# fixable: CKV_AWS_117
resource "aws_lambda_function" "mail" {
  function_name = "mail"
  role          = aws_iam_role.mail.arn
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "mail.zip"
}

# fixable: CKV_AWS_117
resource "aws_lambda_function" "report" {
  function_name = "report"
  role          = "arn:aws:iam::123456789012:role/report"
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "report.zip"
}
