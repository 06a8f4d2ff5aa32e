# An Amplify app for a single page application with a branch and a domain.
# words: an amplify app for a react site | host a single page app with amplify | an Amplify app connected to a repository with build settings, rewrites for a single page app, a production branch with its own variables and a custom domain

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

variable "repository" {
  type        = string
  description = "Repository of the site."
  default     = "https://github.com/acme/booking-ui"
}

variable "access_token" {
  type        = string
  description = "Token that may read the repository."
  sensitive   = true
}

variable "domain" {
  type        = string
  description = "Domain of the site."
  default     = "trailmap.app"
}

resource "aws_amplify_app" "booking" {
  name         = "booking-ui"
  repository   = var.repository
  access_token = var.access_token
  platform     = "WEB"

  build_spec = yamlencode({
    version = 1
    frontend = {
      phases = {
        preBuild = { commands = ["npm ci"] }
        build    = { commands = ["npm run build"] }
      }
      artifacts = { baseDirectory = "dist", files = ["**/*"] }
    }
  })

  custom_rule {
    source = "</^[^.]+$|\\.(?!(css|js|png|svg|ico|json|woff2)$)([^.]+$)/>"
    target = "/index.html"
    status = "200"
  }

  environment_variables = {
    API_URL = "https://api.${var.domain}"
  }
}

resource "aws_amplify_branch" "main" {
  app_id            = aws_amplify_app.booking.id
  branch_name       = "main"
  stage             = "PRODUCTION"
  framework         = "React"
  enable_auto_build = true
}

resource "aws_amplify_domain_association" "booking" {
  app_id                = aws_amplify_app.booking.id
  domain_name           = var.domain
  wait_for_verification = false

  sub_domain {
    branch_name = aws_amplify_branch.main.branch_name
    prefix      = "book"
  }
}

output "default_domain" {
  description = "Name without the own domain."
  value       = aws_amplify_app.booking.default_domain
}
