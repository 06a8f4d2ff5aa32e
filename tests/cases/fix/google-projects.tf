# fixable: CKV2_GCP_5
resource "google_project" "shop" {
  name            = "shop"
  project_id      = "example-shop"
  org_id          = "123456789012"
  deletion_policy = "PREVENT"
}
