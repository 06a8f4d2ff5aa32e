# A static website in a private S3 bucket served by CloudFront with origin access control.
# words: a static website with cloudfront and s3 | cloudfront distribution for an s3 bucket | a static site on S3 behind CloudFront with origin access control, HTTPS only, TLS 1.2, security headers, access logs and a WAF

terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "domain_name" {
  type        = string
  description = "Name of the site."
  default     = "docs.acme.io"
}

variable "certificate_arn" {
  type        = string
  description = "Certificate for the name, in us-east-1."
}

variable "web_acl_arn" {
  type        = string
  description = "Web ACL for CloudFront."
}

variable "site_bucket" {
  type        = string
  description = "Name of the bucket that holds the pages."
}

variable "log_bucket_domain" {
  type        = string
  description = "Domain name of the bucket that receives the logs."
}

data "aws_cloudfront_cache_policy" "optimized" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_response_headers_policy" "security" {
  name = "Managed-SecurityHeadersPolicy"
}

data "aws_s3_bucket" "site" {
  bucket = var.site_bucket
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "docs-site"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "site" {
  enabled             = true
  is_ipv6_enabled     = true
  aliases             = [var.domain_name]
  default_root_object = "index.html"
  price_class         = "PriceClass_100"
  web_acl_id          = var.web_acl_arn

  origin {
    origin_id                = "site"
    domain_name              = data.aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  default_cache_behavior {
    target_origin_id           = "site"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    cache_policy_id            = data.aws_cloudfront_cache_policy.optimized.id
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.security.id
    compress                   = true
  }

  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["DE", "AT", "CH"]
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }

  logging_config {
    bucket = var.log_bucket_domain
    prefix = "docs/"
  }
}

output "distribution_domain" {
  description = "Name to point the DNS record at."
  value       = aws_cloudfront_distribution.site.domain_name
}
