# where vpc_options is unset
# where cluster_config.instance_count is [2468]
resource "aws_opensearch_domain" "this" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    dedicated_master_type    = "m6g.large.search"
    zone_awareness_enabled   = true
  }
}
