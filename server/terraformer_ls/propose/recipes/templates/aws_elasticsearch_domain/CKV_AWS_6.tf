resource "aws_elasticsearch_domain" "this" {
  node_to_node_encryption {
    enabled = true
  }
}
