variable "from" {
  type    = string
  default = "SERVICE"
}

resource "aws_ecs_service" "silent" { # denied
  name = "silent"
}

resource "aws_ecs_service" "none" { # denied
  name           = "none"
  propagate_tags = "NONE"
}

resource "aws_ecs_service" "handed_on" {
  name           = "handed-on"
  propagate_tags = var.from
}
