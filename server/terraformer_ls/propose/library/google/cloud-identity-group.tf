# A Google group for a team with its members, and a role on a folder.
# words: a google group with members | cloud identity group and iam binding | a security group in Cloud Identity with an owner and members from a set, and the folder viewer role for it on one folder

terraform {
  required_version = ">= 1.6"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  billing_project       = var.billing_project
  user_project_override = true
}

variable "billing_project" {
  type        = string
  description = "Project that is charged for API calls."
}

variable "customer_id" {
  type        = string
  description = "Customer of Cloud Identity."
  default     = "C01abc234"
}

variable "folder" {
  type        = string
  description = "Folder that the group may look at."
}

variable "owner" {
  type        = string
  description = "Owner of the group."
  default     = "lena@acme.io"
}

variable "members" {
  type        = set(string)
  description = "Members of the group."
  default     = ["omar@acme.io", "ruth@acme.io"]
}

resource "google_cloud_identity_group" "support" {
  display_name         = "Support"
  description          = "Customer support"
  parent               = "customers/${var.customer_id}"
  initial_group_config = "EMPTY"

  group_key {
    id = "support@acme.io"
  }

  labels = {
    "cloudidentity.googleapis.com/groups.discussion_forum" = ""
    "cloudidentity.googleapis.com/groups.security"         = ""
  }
}

resource "google_cloud_identity_group_membership" "owner" {
  group = google_cloud_identity_group.support.id

  preferred_member_key {
    id = var.owner
  }

  roles {
    name = "MEMBER"
  }

  roles {
    name = "OWNER"
  }
}

resource "google_cloud_identity_group_membership" "member" {
  for_each = var.members
  group    = google_cloud_identity_group.support.id

  preferred_member_key {
    id = each.value
  }

  roles {
    name = "MEMBER"
  }
}

resource "google_folder_iam_member" "support" {
  folder = var.folder
  role   = "roles/resourcemanager.folderViewer"
  member = "group:${google_cloud_identity_group.support.group_key[0].id}"
}

output "group_id" {
  description = "ID of the group."
  value       = google_cloud_identity_group.support.id
}
