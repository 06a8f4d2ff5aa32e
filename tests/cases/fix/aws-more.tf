# fixable: CKV2_AWS_60 CKV_AWS_118 CKV_AWS_129 CKV_AWS_133 CKV_AWS_157 CKV_AWS_16 CKV_AWS_161 CKV_AWS_226 CKV_AWS_293 CKV_AWS_353
resource "aws_db_instance" "legacy" {
  identifier                  = "legacy"
  engine                      = "mysql"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "legacy"
  manage_master_user_password = true
  backup_retention_period     = 0
}

# fixable: CKV2_AWS_60 CKV_AWS_118 CKV_AWS_129 CKV_AWS_157 CKV_AWS_16 CKV_AWS_226 CKV_AWS_293 CKV_AWS_354
resource "aws_db_instance" "insights" {
  identifier                   = "insights"
  engine                       = "sqlserver-se"
  instance_class               = "db.m6i.large"
  allocated_storage            = 20
  username                     = "insights"
  manage_master_user_password  = true
  performance_insights_enabled = true
}

# fixable: CKV_AWS_133 CKV_AWS_139 CKV_AWS_162 CKV_AWS_313 CKV_AWS_324 CKV_AWS_327 CKV_AWS_96
resource "aws_rds_cluster" "events" {
  cluster_identifier          = "events"
  engine                      = "aurora-postgresql"
  master_username             = "events"
  manage_master_user_password = true
  backup_retention_period     = 0
}

# fixable: CKV_AWS_118 CKV_AWS_226 CKV_AWS_354
resource "aws_rds_cluster_instance" "events" {
  cluster_identifier           = aws_rds_cluster.events.id
  engine                       = "aurora-postgresql"
  instance_class               = "db.r6g.large"
  performance_insights_enabled = true
}

resource "aws_s3_object" "report" {
  bucket  = "example-reports"
  key     = "report.txt"
  content = "report"
}

# fixable: CKV_AWS_186
resource "aws_s3_bucket_object" "report" {
  bucket  = "example-reports"
  key     = "report.txt"
  content = "report"
}

# fixable: CKV_AWS_240 CKV_AWS_241
resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks"
  destination = "extended_s3"

  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/firehose"
    bucket_arn = "arn:aws:s3:::example-clicks"
  }
}

# fixable: CKV_AWS_187 CKV_AWS_22 CKV_AWS_307 CKV_AWS_371
resource "aws_sagemaker_notebook_instance" "lab" {
  name          = "lab"
  role_arn      = "arn:aws:iam::123456789012:role/lab"
  instance_type = "ml.t3.medium"
}

# fixable: CKV_AWS_79 CKV_AWS_8
resource "aws_launch_configuration" "workers" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.small"
}

# fixable: CKV_AWS_147 CKV_AWS_314 CKV_AWS_316 CKV_AWS_78
resource "aws_codebuild_project" "plain" {
  name         = "plain"
  service_role = "arn:aws:iam::123456789012:role/build"

  artifacts {
    type                = "S3"
    location            = "example-builds"
    encryption_disabled = true
  }

  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}

# fixable: CKV_AWS_212 CKV_AWS_222 CKV_AWS_89
resource "aws_dms_replication_instance" "copy" {
  replication_instance_id    = "copy"
  replication_instance_class = "dms.t3.micro"
  publicly_accessible        = true
}

# fixable: CKV_AWS_333
resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = "main"
  task_definition = "web:1"
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = ["subnet-0123456789abcdef0"]
    assign_public_ip = true
  }
}

# fixable: CKV_AWS_155 CKV_AWS_156
resource "aws_workspaces_workspace" "desk" {
  bundle_id    = "wsb-0123456789"
  directory_id = "d-0123456789"
  user_name    = "someone"
}
