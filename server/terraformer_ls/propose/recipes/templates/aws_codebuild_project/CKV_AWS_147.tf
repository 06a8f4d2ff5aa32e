resource "aws_codebuild_project" "this" {
  encryption_key = aws_kms_key.shared.arn
}
