resource "aws_codebuild_project" "this" {
  logs_config {
    cloudwatch_logs {
      status = "ENABLED"
    }
  }
}
