variable "processors" {
  type    = map(number)
  default = { test = 4, production = 64 }
}

resource "google_compute_instance" "by_environment" { # denied
  for_each     = var.processors
  name         = each.key
  machine_type = "n2-standard-${each.value}"
  zone         = "europe-west1-b"

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12"
    }
  }

  network_interface {
    network = "main"
  }
}

resource "google_container_node_pool" "custom" { # denied
  cluster = "main"

  node_config {
    machine_type = "n2-custom-48-98304"
  }
}

resource "google_container_node_pool" "spot" {
  cluster = "main"

  node_config {
    machine_type = "c3-standard-88-lssd"
    spot         = true
  }
}

resource "google_container_node_pool" "exactly" {
  cluster = "main"

  node_config {
    machine_type = "e2-standard-32"
  }
}

resource "google_container_node_pool" "accelerated" {
  cluster = "main"

  node_config {
    machine_type = "a2-highgpu-1g"
  }
}

resource "google_container_node_pool" "unsaid" {
  cluster = "main"
}
