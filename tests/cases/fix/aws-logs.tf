# fixable: CKV_AWS_158 CKV_AWS_338 CKV_AWS_66
resource "aws_cloudwatch_log_group" "service" {
  name = "/service"
}

# fixable: CKV2_AWS_10 CKV_AWS_35 CKV_AWS_36 CKV_AWS_67
resource "aws_cloudtrail" "audit" {
  name           = "audit"
  s3_bucket_name = "example-audit"
}

# fixable: CKV2_AWS_6 CKV2_AWS_61 CKV2_AWS_62 CKV_AWS_145 CKV_AWS_21
resource "aws_s3_bucket" "balancer_logs" {
  bucket = "example-balancer-logs"
}

resource "aws_s3_bucket_policy" "balancer_logs" {
  bucket = aws_s3_bucket.balancer_logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.balancer_logs.arn}/*"
    }]
  })
}

# fixable: CKV_AWS_150 CKV_AWS_152 CKV_AWS_91
resource "aws_lb" "front" {
  name               = "front"
  internal           = true
  load_balancer_type = "network"
  subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

# fixable: CKV_AWS_92
resource "aws_elb" "old" {
  name     = "old"
  internal = true
  subnets  = ["subnet-0123456789abcdef0"]

  listener {
    instance_port      = 443
    instance_protocol  = "https"
    lb_port            = 443
    lb_protocol        = "https"
    ssl_certificate_id = "arn:aws:acm:eu-central-1:123456789012:certificate/0f0f0f0f-0000-0000-0000-000000000000"
  }
}
