resource "aws_codebuild_project" "this" {
  artifacts {
    encryption_disabled = false
  }
}
