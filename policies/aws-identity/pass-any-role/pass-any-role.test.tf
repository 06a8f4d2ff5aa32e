locals {
  account = "123456789012"
}

resource "aws_iam_policy" "any" { # denied
  name = "any"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["ec2:RunInstances", "iam:PassRole"], Resource = "*" },
    ]
  })
}

data "aws_iam_policy_document" "account" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["arn:aws:iam::${local.account}:role/*"]
  }
}

resource "aws_iam_policy" "account" { # denied
  name   = "account"
  policy = data.aws_iam_policy_document.account.json
}

data "aws_iam_policy_document" "one_service" {
  statement {
    actions   = ["iam:PassRole"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "one_service" {
  name   = "one-service"
  policy = data.aws_iam_policy_document.one_service.json
}

resource "aws_iam_policy" "one_path" {
  name = "one-path"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::${local.account}:role/tasks/*" },
      { Effect = "Deny", Action = "iam:PassRole", Resource = "*" },
    ]
  })
}
