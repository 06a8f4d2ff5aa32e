resource "aws_cloudfront_distribution" "this" {
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
  }
}
