# METADATA
# title: Memory stores and AlloyDB insist on encrypted connections
# description: >-
#   Clusters of Redis and Valkey talk in the clear unless transit encryption is asked for, and
#   AlloyDB can be told to take both.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, SC-8
#   - description: PCI DSS v4.0, 4.2.1
# custom:
#   id: TF_GCP_ENC_2
#   severity: high
package terraformer.gcp_encryption.cluster_accepts_plain_connections

import data.terraformer.lib.terraform
import rego.v1

# By default there is no encryption.
deny contains terraform.finding(cluster, "transit_encryption_mode", message) if {
	some cluster in terraform.of_type("google_redis_cluster")
	not terraform.unknown(cluster, "transit_encryption_mode")
	not cluster.values.transit_encryption_mode == "TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION"
	message := "The cluster's connections are not encrypted"
}

deny contains terraform.finding(instance, "transit_encryption_mode", message) if {
	some instance in terraform.of_type("google_memorystore_instance")
	instance.values.transit_encryption_mode == "TRANSIT_ENCRYPTION_DISABLED"
	message := "The instance's connections are not encrypted"
}

deny contains terraform.finding(instance, "client_connection_config.ssl_config.ssl_mode", message) if {
	some instance in terraform.of_type("google_alloydb_instance")
	some client in terraform.blocks(instance.values, "client_connection_config")
	some encryption in terraform.blocks(client, "ssl_config")
	encryption.ssl_mode == "ALLOW_UNENCRYPTED_AND_ENCRYPTED"
	message := "The instance accepts connections that are not encrypted"
}
