resource "google_container_cluster" "open" { # denied
  name               = "open"
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "10.0.0.0/8"
    }
    cidr_blocks {
      cidr_block = "0.0.0.0/0"
    }
  }
}

resource "google_container_cluster" "office" {
  name               = "office"
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "93.184.0.0/16"
    }
    cidr_blocks {
      cidr_block = "10.0.0.0/8"
    }
  }
}

resource "google_container_cluster" "nobody" {
  name               = "nobody"
  location           = "europe-west1"
  initial_node_count = 1

  master_authorized_networks_config {}
}

resource "google_sql_database_instance" "half" { # denied
  name             = "half"
  database_version = "MYSQL_8_0"

  settings {
    tier = "db-n1-standard-2"

    ip_configuration {
      authorized_networks {
        value = cidrsubnet("0.0.0.0/0", 1, 1)
      }
    }
  }
}

resource "google_compute_address" "office" {
  name = "office"
}

resource "google_sql_database_instance" "unknown" {
  name             = "unknown"
  database_version = "MYSQL_8_0"

  settings {
    tier = "db-n1-standard-2"

    ip_configuration {
      authorized_networks {
        value = google_compute_address.office.address
      }
    }
  }
}

resource "google_alloydb_instance" "open" { # denied
  cluster       = "projects/example/locations/europe-west1/clusters/main"
  instance_id   = "open"
  instance_type = "PRIMARY"

  network_config {
    enable_public_ip = true
    authorized_external_networks {
      cidr_range = "64.0.0.0/2"
    }
  }
}
