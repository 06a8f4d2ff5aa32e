# fixable: CKV2_GCP_13 CKV_GCP_108 CKV_GCP_109 CKV_GCP_110 CKV_GCP_111 CKV_GCP_14 CKV_GCP_51 CKV_GCP_52 CKV_GCP_53 CKV_GCP_54 CKV_GCP_6
resource "google_sql_database_instance" "orders" {
  name             = "orders"
  database_version = "POSTGRES_17"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"
  }
}

# fixable: CKV2_GCP_20 CKV_GCP_14 CKV_GCP_6
resource "google_sql_database_instance" "catalogue" {
  name             = "catalogue"
  database_version = "MYSQL_8_4"
  region           = "europe-west1"

  settings {
    tier = "db-custom-2-7680"
  }
}

# fixable: CKV_GCP_95 CKV_GCP_97
resource "google_redis_instance" "sessions" {
  name           = "sessions"
  memory_size_gb = 1
  region         = "europe-west1"
}

resource "google_pubsub_topic" "orders" {
  name = "orders"
}
