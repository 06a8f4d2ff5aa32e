locals {
  verbs = ["get", "list", "update"]
}

resource "google_project_iam_custom_role" "put_together" { # denied
  role_id     = "roleEditor"
  title       = "Role editor"
  permissions = concat(["compute.instances.list"], [for verb in local.verbs : "iam.roles.${verb}"])
}

resource "google_organization_iam_custom_role" "of_organization" { # denied
  org_id      = "123456789"
  role_id     = "delegate"
  title       = "Delegate"
  permissions = ["resourcemanager.organizations.setIamPolicy"]
}

resource "google_project_iam_custom_role" "reader" {
  role_id     = "roleReader"
  title       = "Role reader"
  permissions = [for verb in slice(local.verbs, 0, 2) : "iam.roles.${verb}"]
}

resource "google_project_iam_custom_role" "of_bucket" {
  role_id     = "bucketSharer"
  title       = "Bucket sharer"
  permissions = ["storage.buckets.setIamPolicy"]
}
