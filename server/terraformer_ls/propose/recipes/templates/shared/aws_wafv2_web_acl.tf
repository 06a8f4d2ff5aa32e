resource "aws_wafv2_web_acl" "shared" {
  name  = "<name>"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "common"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "<name>-common"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "known-bad-inputs"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "<name>-known-bad-inputs"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "anonymous-sources"
    priority = 3

    # Counted only: who comes from a VPN or a data centre may be welcome.
    override_action {
      count {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesAnonymousIpList"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "<name>-anonymous-sources"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "<name>"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_logging_configuration" "shared_waf" {
  resource_arn            = aws_wafv2_web_acl.shared.arn
  log_destination_configs = [aws_cloudwatch_log_group.shared_waf.arn]
}

resource "aws_cloudwatch_log_group" "shared_waf" {
  # The firewall writes to groups of such names alone.
  name              = "aws-waf-logs-<name>"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.shared_logs.arn
}
