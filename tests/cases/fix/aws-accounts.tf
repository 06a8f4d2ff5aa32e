# fixable: CKV_AWS_10 CKV_AWS_11 CKV_AWS_12 CKV_AWS_13 CKV_AWS_14 CKV_AWS_15 CKV_AWS_9
resource "aws_iam_account_password_policy" "strict" {
  allow_users_to_change_password = true
}

# fixable: CKV_AWS_159
resource "aws_athena_workgroup" "analysts" {
  name = "analysts"
}

# fixable: CKV_AWS_197 CKV_AWS_207 CKV_AWS_209 CKV_AWS_48 CKV_AWS_69
resource "aws_mq_broker" "orders" {
  broker_name         = "orders"
  engine_type         = "ActiveMQ"
  engine_version      = "5.18"
  host_instance_type  = "mq.t3.micro"
  publicly_accessible = true

  user {
    username = "orders"
    password = "changed-after-apply-1"
  }
}

# fixable: CKV_AWS_314
resource "aws_codebuild_project" "service" {
  name         = "service"
  service_role = "arn:aws:iam::123456789012:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}
