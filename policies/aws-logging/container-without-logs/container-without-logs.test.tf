locals {
  logs = { logDriver = "awslogs", options = { "awslogs-group" = "app" } }
}

resource "aws_ecs_task_definition" "silent" { # denied
  family = "silent"
  container_definitions = jsonencode([
    { name = "app", image = "example/app:1.4.2", logConfiguration = local.logs },
    { name = "proxy", image = "example/proxy:2.0.1" },
  ])
}

resource "aws_ecs_task_definition" "logging" {
  family = "logging"
  container_definitions = jsonencode([
    { name = "app", image = "example/app:1.4.2", logConfiguration = local.logs },
    { name = "migrate", image = "example/app:1.4.2", essential = false },
    { name = "router", image = "example/router:3.1.0", firelensConfiguration = { type = "fluentbit" } },
  ])
}

resource "aws_cloudwatch_log_group" "app" {
  name_prefix = "app"
}

resource "aws_ecs_task_definition" "unknown" {
  family = "unknown"
  container_definitions = jsonencode([
    { name = "app", image = "example/app:1.4.2", environment = [{ name = "GROUP", value = aws_cloudwatch_log_group.app.arn }] },
  ])
}
