# A database and a web application as Docker containers on a private network.
# words: docker containers with terraform | run postgres and an app with the docker provider | a Docker network, a volume, a Postgres container with a generated password and a web container that depends on it, both restarted unless stopped and with memory limits

terraform {
  required_version = ">= 1.6"

  required_providers {
    docker = {
      source  = "kreuzwerker/docker"
      version = "~> 3.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

provider "docker" {
  host = "unix:///var/run/docker.sock"
}

variable "application_image" {
  type        = string
  description = "Image of the application."
  default     = "registry.acme.io/notes:1.9.0"
}

resource "random_password" "database" {
  length  = 24
  special = false
}

resource "docker_network" "notes" {
  name     = "notes"
  driver   = "bridge"
  internal = false
}

resource "docker_volume" "database" {
  name = "notes-database"
}

resource "docker_image" "postgres" {
  name         = "postgres:17.4"
  keep_locally = true
}

resource "docker_container" "database" {
  name    = "notes-database"
  image   = docker_image.postgres.image_id
  restart = "unless-stopped"
  memory  = 512
  env     = ["POSTGRES_DB=notes", "POSTGRES_PASSWORD=${random_password.database.result}"]

  networks_advanced {
    name = docker_network.notes.name
  }

  volumes {
    volume_name    = docker_volume.database.name
    container_path = "/var/lib/postgresql/data"
  }

  healthcheck {
    test     = ["CMD", "pg_isready", "-U", "postgres"]
    interval = "10s"
    retries  = 5
  }
}

resource "docker_container" "application" {
  name      = "notes"
  image     = var.application_image
  restart   = "unless-stopped"
  memory    = 256
  read_only = true
  env       = ["DATABASE_URL=postgres://postgres:${random_password.database.result}@${docker_container.database.name}:5432/notes"]

  networks_advanced {
    name = docker_network.notes.name
  }

  ports {
    internal = 8080
    external = 8080
    ip       = "127.0.0.1"
  }
}

output "address" {
  description = "Address of the application."
  value       = "http://127.0.0.1:8080"
}
