variable "cluster" {
  description = "Id of the cluster."
  type        = string
}

variable "name" {
  description = "Name of the pool."
  type        = string
}

variable "machine_type" {
  description = "Machine type of the nodes."
  type        = string
}

variable "auto_upgrade" {
  description = "Whether nodes follow the control plane's version."
  type        = bool
  default     = true
}

resource "google_container_node_pool" "this" {
  name       = var.name
  cluster    = var.cluster
  node_count = 2

  management {
    auto_repair  = false
    auto_upgrade = var.auto_upgrade
  }

  node_config {
    machine_type = var.machine_type

    shielded_instance_config {
      enable_secure_boot = false
    }
  }
}

output "id" {
  value = google_container_node_pool.this.id
}
