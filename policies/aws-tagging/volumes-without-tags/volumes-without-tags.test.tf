variable "kinds" {
  type    = set(string)
  default = ["instance"]
}

resource "aws_launch_template" "machines" { # denied
  name = "machines"

  dynamic "tag_specifications" {
    for_each = var.kinds
    content {
      resource_type = tag_specifications.value
      tags          = { Owner = "orders" }
    }
  }
}

resource "aws_launch_template" "both" {
  name = "both"

  dynamic "tag_specifications" {
    for_each = setunion(var.kinds, ["volume"])
    content {
      resource_type = tag_specifications.value
      tags          = { Owner = "orders" }
    }
  }
}

resource "aws_launch_template" "none" {
  name = "none"
}
