data "aws_region" "shared" {}
