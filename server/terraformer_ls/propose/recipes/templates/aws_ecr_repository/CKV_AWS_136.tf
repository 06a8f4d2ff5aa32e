resource "aws_ecr_repository" "this" {
  encryption_configuration {
    encryption_type = "KMS"
  }
}
