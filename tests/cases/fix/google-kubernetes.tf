# fixable: CKV_GCP_12 CKV_GCP_13 CKV_GCP_20 CKV_GCP_21 CKV_GCP_23 CKV_GCP_25 CKV_GCP_61 CKV_GCP_64 CKV_GCP_66 CKV_GCP_69 CKV_GCP_7 CKV_GCP_70
resource "google_container_cluster" "main" {
  name               = "main"
  location           = "europe-west1"
  initial_node_count = 1
  enable_legacy_abac = true
}
