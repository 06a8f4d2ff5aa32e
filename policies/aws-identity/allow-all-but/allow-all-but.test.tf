variable "kept" {
  type    = list(string)
  default = ["iam:*", "organizations:*"]
}

data "aws_iam_policy_document" "power" {
  statement {
    not_actions = var.kept
    resources   = ["*"]
  }
}

resource "aws_iam_policy" "power" { # denied
  name   = "power"
  policy = data.aws_iam_policy_document.power.json
}

resource "aws_iam_role" "power" {
  name               = "power"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_iam_role_policy" "power" { # denied
  role = aws_iam_role.power.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", NotAction = "iam:*", Resource = "*" }
  })
}

resource "aws_iam_policy" "fence" {
  name = "fence"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "ec2:*", Resource = "*" },
      { Effect = "Deny", NotAction = var.kept, Resource = "*" },
    ]
  })
}

resource "aws_iam_policy" "unknown" {
  name = "unknown"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.power.arn }]
  })
}
