# A private certificate authority with a root certificate and a certificate signed by it.
# words: a private ca with acm pca | internal certificate authority on aws | a root certificate authority in ACM Private CA with RSA 4096 and revocation lists in S3, its own certificate for ten years and permission for ACM to renew

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
  region = "eu-west-1"
}

variable "crl_bucket" {
  type        = string
  description = "Bucket for the revocation lists."
}

data "aws_partition" "current" {}
resource "aws_acmpca_certificate_authority" "root" {
  type                            = "ROOT"
  usage_mode                      = "GENERAL_PURPOSE"
  permanent_deletion_time_in_days = 30

  certificate_authority_configuration {
    key_algorithm     = "RSA_4096"
    signing_algorithm = "SHA512WITHRSA"

    subject {
      common_name  = "Acme internal root"
      organization = "Acme"
      country      = "DE"
    }
  }

  revocation_configuration {
    crl_configuration {
      enabled            = true
      expiration_in_days = 7
      s3_bucket_name     = var.crl_bucket
      s3_object_acl      = "BUCKET_OWNER_FULL_CONTROL"
    }
  }
}

resource "aws_acmpca_certificate" "root" {
  certificate_authority_arn   = aws_acmpca_certificate_authority.root.arn
  certificate_signing_request = aws_acmpca_certificate_authority.root.certificate_signing_request
  signing_algorithm           = "SHA512WITHRSA"
  template_arn                = "arn:${data.aws_partition.current.partition}:acm-pca:::template/RootCACertificate/V1"

  validity {
    type  = "YEARS"
    value = 10
  }
}

resource "aws_acmpca_certificate_authority_certificate" "root" {
  certificate_authority_arn = aws_acmpca_certificate_authority.root.arn
  certificate               = aws_acmpca_certificate.root.certificate
  certificate_chain         = aws_acmpca_certificate.root.certificate_chain
}

resource "aws_acmpca_permission" "acm" {
  certificate_authority_arn = aws_acmpca_certificate_authority.root.arn
  principal                 = "acm.amazonaws.com"
  actions                   = ["IssueCertificate", "GetCertificate", "ListPermissions"]
}

resource "aws_acm_certificate" "ledger" {
  domain_name               = "ledger.internal.acme.io"
  certificate_authority_arn = aws_acmpca_certificate_authority.root.arn

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_acmpca_certificate_authority_certificate.root]
}

output "authority_arn" {
  description = "ARN of the authority."
  value       = aws_acmpca_certificate_authority.root.arn
}
