output "endpoint" {
  description = "Address of the control plane."
  value       = google_container_cluster.main.endpoint
  sensitive   = true
}

output "node_pools" {
  description = "Ids of the node pools by purpose."
  value = {
    general = module.general.id
    batch   = module.batch.id
  }
}
