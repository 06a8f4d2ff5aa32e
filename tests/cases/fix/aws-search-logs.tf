# fixable: CKV_AWS_318 CKV_AWS_6 CKV_AWS_84
resource "aws_elasticsearch_domain" "old" {
  domain_name           = "old"
  elasticsearch_version = "7.10"

  cluster_config {
    instance_type  = "m5.large.elasticsearch"
    instance_count = 2
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 40
  }
}

# fixable: CKV_AWS_318 CKV_AWS_6 CKV_AWS_84
resource "aws_opensearch_domain" "catalogue" {
  domain_name    = "catalogue"
  engine_version = "OpenSearch_2.17"

  cluster_config {
    instance_type  = "m6g.large.search"
    instance_count = 2
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 40
  }
}

# fixable: CKV_AWS_317 CKV_AWS_84
resource "aws_elasticsearch_domain" "people" {
  domain_name           = "people"
  elasticsearch_version = "7.10"

  advanced_security_options {
    enabled = true

    master_user_options {
      master_user_arn = "arn:aws:iam::123456789012:role/search"
    }
  }
}

# fixable: CKV_AWS_317 CKV_AWS_84
resource "aws_opensearch_domain" "staff" {
  domain_name    = "staff"
  engine_version = "OpenSearch_2.17"

  advanced_security_options {
    enabled = true

    master_user_options {
      master_user_arn = "arn:aws:iam::123456789012:role/search"
    }
  }
}
