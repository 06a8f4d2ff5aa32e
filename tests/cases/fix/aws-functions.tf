# fixable: CKV_AWS_173 CKV_AWS_50
resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = "arn:aws:iam::123456789012:role/resize"
  runtime       = "python3.13"
  handler       = "main.handler"
  filename      = "resize.zip"

  environment {
    variables = {
      BUCKET = "example-images"
    }
  }
}

# fixable: CKV_AWS_284
resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::123456789012:role/orders"
  definition = jsonencode({
    StartAt = "Done"
    States  = { Done = { Type = "Succeed" } }
  })
}

# fixable: CKV_AWS_136 CKV_AWS_163 CKV_AWS_51
resource "aws_ecr_repository" "service" {
  name = "service"
}

# fixable: CKV_AWS_65
resource "aws_ecs_cluster" "main" {
  name = "main"
}
