variable "password" {
  type    = string
  default = "correct-horse-battery"
}

resource "aws_ecs_task_definition" "plain" { # denied
  family = "plain"
  container_definitions = jsonencode([{
    name  = "app"
    image = "example/app:1.4.2"
    environment = [
      { name = "DB_HOST", value = "db.internal" },
      { name = "DB_PASSWORD", value = var.password },
    ]
  }])
}

resource "aws_ecs_task_definition" "secrets" {
  family = "secrets"
  container_definitions = jsonencode([{
    name  = "app"
    image = "example/app:1.4.2"
    environment = [
      { name = "TOKEN_LIFETIME", value = "3600" },
      { name = "DB_PASSWORD_FILE", value = "/run/secrets/db" },
      { name = "API_TOKEN", value = "" },
    ]
    secrets = [{ name = "DB_PASSWORD", valueFrom = "arn:aws:ssm:eu-west-1:123456789012:parameter/db" }]
  }])
}

resource "aws_ecs_task_definition" "without" {
  family                = "without"
  container_definitions = jsonencode([{ name = "app", image = "example/app:1.4.2" }])
}

resource "aws_lambda_function" "plain" { # denied
  function_name = "plain"
  role          = "arn:aws:iam::123456789012:role/plain"

  environment {
    variables = {
      STAGE          = "test"
      STRIPE_API_KEY = var.password
    }
  }
}

resource "aws_lambda_function" "without" {
  function_name = "without"
  role          = "arn:aws:iam::123456789012:role/without"

  environment {
    variables = null
  }
}

resource "aws_lambda_function" "named" {
  function_name = "named"
  role          = "arn:aws:iam::123456789012:role/named"

  environment {
    variables = {
      DB_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
      DB_TOKEN  = aws_lambda_function.plain.arn
      TOKENS    = "many"
    }
  }
}
