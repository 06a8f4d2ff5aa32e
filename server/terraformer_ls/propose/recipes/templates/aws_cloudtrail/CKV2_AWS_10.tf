resource "aws_cloudtrail" "this" {
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.this_trail.arn}:*"
  cloud_watch_logs_role_arn  = aws_iam_role.this_trail.arn
}

resource "aws_cloudwatch_log_group" "this_trail" {
  retention_in_days = 365
  kms_key_id        = aws_kms_key.this_trail_logs.arn
}

resource "aws_kms_key" "this_trail_logs" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = data.aws_caller_identity.shared.account_id }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Effect    = "Allow"
        Principal = { Service = "logs.amazonaws.com" }
        Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_iam_role" "this_trail" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "this_trail" {
  role = aws_iam_role.this_trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.this_trail.arn}:*"
    }]
  })
}
