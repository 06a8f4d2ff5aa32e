resource "aws_api_gateway_stage" "this" {
  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
}
