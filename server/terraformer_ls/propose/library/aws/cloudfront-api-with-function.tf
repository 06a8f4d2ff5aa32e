# CloudFront in front of a load balancer, with a function at the edge and security headers.
# words: cloudfront in front of an alb | cloudfront function and response headers policy | a CloudFront distribution for an HTTPS load balancer origin with a secret origin header, an edge function that normalises paths, an own policy of security headers, logs and a WAF

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

variable "origin_domain" {
  type        = string
  description = "Name of the load balancer."
  default     = "origin.shop.acme.io"
}

variable "certificate_arn" {
  type        = string
  description = "Certificate for the name, in us-east-1."
}

variable "web_acl_arn" {
  type        = string
  description = "Web ACL for CloudFront."
}

variable "log_bucket_domain" {
  type        = string
  description = "Domain name of the bucket that receives the logs."
}

variable "origin_secret" {
  type        = string
  description = "Value that the load balancer expects in a header."
  sensitive   = true
}

resource "aws_cloudfront_function" "normalise" {
  name    = "normalise-path"
  runtime = "cloudfront-js-2.0"
  publish = true

  code = <<-JAVASCRIPT
function handler(event) {
  event.request.uri = event.request.uri.toLowerCase();
  return event.request;
}
JAVASCRIPT
}

data "aws_cloudfront_cache_policy" "optimized" {
  name = "Managed-CachingOptimized"
}

resource "aws_cloudfront_response_headers_policy" "strict" {
  name = "strict"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }

    content_type_options {
      override = true
    }
  }
}

resource "aws_cloudfront_distribution" "shop" {
  enabled             = true
  aliases             = ["shop.acme.io"]
  default_root_object = "index.html"
  web_acl_id          = var.web_acl_arn

  origin {
    origin_id   = "shop"
    domain_name = var.origin_domain

    custom_header {
      name  = "X-Origin-Secret"
      value = var.origin_secret
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id           = "shop"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "https-only"
    cache_policy_id            = data.aws_cloudfront_cache_policy.optimized.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.strict.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.normalise.arn
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["DE", "FR", "NL", "BE"]
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }

  logging_config {
    bucket = var.log_bucket_domain
  }
}

output "distribution_domain" {
  description = "Name to point the DNS record at."
  value       = aws_cloudfront_distribution.shop.domain_name
}
