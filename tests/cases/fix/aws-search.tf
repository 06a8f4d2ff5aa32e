# fixable: CKV2_AWS_59 CKV_AWS_228 CKV_AWS_247 CKV_AWS_5
resource "aws_elasticsearch_domain" "search" {
  domain_name = "search"
}

# fixable: CKV2_AWS_59 CKV_AWS_228 CKV_AWS_247 CKV_AWS_5
resource "aws_opensearch_domain" "search" {
  domain_name = "search2"
}
