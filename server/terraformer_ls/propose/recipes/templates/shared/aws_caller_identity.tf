data "aws_caller_identity" "shared" {}
