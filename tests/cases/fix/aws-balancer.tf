# fixable: CKV_AWS_131 CKV_AWS_150
resource "aws_lb" "front" {
  name               = "front"
  internal           = true
  load_balancer_type = "application"
  subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

# fixable: CKV_AWS_150 CKV_AWS_152
resource "aws_lb" "tcp" {
  name               = "tcp"
  internal           = true
  load_balancer_type = "network"
  subnets            = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

# fixable: CKV2_AWS_74 CKV_AWS_103
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/0f0f0f0f-0000-0000-0000-000000000000"

  default_action {
    type             = "forward"
    target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/front/0123456789abcdef"
  }
}
