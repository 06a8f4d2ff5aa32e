resource "aws_opensearch_domain" "this" {
  node_to_node_encryption {
    enabled = true
  }
}
