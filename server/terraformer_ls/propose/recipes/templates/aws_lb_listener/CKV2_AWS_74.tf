# where protocol is HTTPS|TLS
resource "aws_lb_listener" "this" {
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}
