locals {
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "untagged", countType = "imageCountMoreThan", countNumber = 5 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecr_repository" "forgotten" { # denied
  name = "forgotten"
}

resource "aws_ecr_repository" "app" {
  count = 2
  name  = "app-${count.index}"
}

resource "aws_ecr_lifecycle_policy" "app" {
  count      = 2
  repository = aws_ecr_repository.app[count.index].name
  policy     = local.policy
}

resource "aws_ecr_repository" "by_name" {
  name = "by-name"
}

resource "aws_ecr_lifecycle_policy" "by_name" {
  repository = "by-name"
  policy     = local.policy
}
