# where vpc_options is unset
# where cluster_config.instance_count is [2468]
resource "aws_elasticsearch_domain" "this" {
  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    dedicated_master_type    = "m5.large.elasticsearch"
    zone_awareness_enabled   = true
  }
}
