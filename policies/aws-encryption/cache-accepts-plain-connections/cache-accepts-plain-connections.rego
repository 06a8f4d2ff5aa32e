# METADATA
# title: Caches with encryption in transit require it
# description: >-
#   In the mode `preferred` a Redis or Valkey cluster offers TLS and still accepts plain
#   connections.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, SC-8
#   - description: PCI DSS v4.0, 4.2.1
#   - description: Amazon ElastiCache User Guide, Enabling in-transit encryption
# custom:
#   id: TF_AWS_ENC_2
#   severity: medium
package terraformer.aws_encryption.cache_accepts_plain_connections

import data.terraformer.lib.terraform
import rego.v1

deny contains terraform.finding(group, "transit_encryption_mode", message) if {
	some group in terraform.of_type("aws_elasticache_replication_group")
	group.values.transit_encryption_mode == "preferred"
	message := "The mode \"preferred\" still accepts connections without TLS"
}
