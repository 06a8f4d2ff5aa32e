# where viewer_certificate.cloudfront_default_certificate is unset|false
resource "aws_cloudfront_distribution" "this" {
  viewer_certificate {
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
