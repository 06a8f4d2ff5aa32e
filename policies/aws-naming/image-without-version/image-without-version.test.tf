variable "tag" {
  type    = string
  default = "latest"
}

resource "aws_ecs_task_definition" "latest" { # denied
  family                = "latest"
  container_definitions = jsonencode([{ name = "app", image = "registry.example.com:5000/app:${var.tag}" }])
}

resource "aws_ecs_task_definition" "none" { # denied
  family                = "none"
  container_definitions = jsonencode([{ name = "app", image = "registry.example.com:5000/app" }])
}

resource "aws_lambda_function" "latest" { # denied
  function_name = "latest"
  role          = "arn:aws:iam::123456789012:role/latest"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:${var.tag}"
}

resource "aws_ecs_task_definition" "digest" {
  family                = "digest"
  container_definitions = jsonencode([{ name = "app", image = "example/app@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1" }])
}

resource "aws_ecs_task_definition" "version" {
  family                = "version"
  container_definitions = jsonencode([{ name = "app", image = "nginx:1.27-latest" }])
}

resource "aws_ecr_repository" "app" {
  name = "app"
}

resource "aws_ecs_task_definition" "known_later" {
  family                = "known-later"
  container_definitions = jsonencode([{ name = "app", image = aws_ecr_repository.app.repository_url }])
}

resource "aws_lambda_function" "zip" {
  function_name = "zip"
  role          = "arn:aws:iam::123456789012:role/zip"
}

variable "asked_for" {
  type = string
}

resource "aws_ecs_task_definition" "not_given_yet" {
  family                = "not-given-yet"
  container_definitions = jsonencode([{ name = "app", image = var.asked_for }])
}
