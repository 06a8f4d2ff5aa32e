# METADATA
# title: Destroyed keys can be restored for a week
# description: >-
#   A version of a key that is destroyed stays restorable for 30 days; with a shorter time of the
#   key's own, everything it encrypted may be lost before anybody notices.
# related_resources:
#   - description: 'Google Cloud documentation, Cloud KMS: Destroy and restore key versions'
#   - description: NIST SP 800-53 Rev. 5, SC-12 and CP-9
# custom:
#   id: TF_GCP_DEL_2
#   severity: high
package terraformer.gcp_deletion.key_destroyed_too_soon

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

days := 7

deny contains terraform.finding(key, "destroy_scheduled_duration", message) if {
	some key in terraform.of_type("google_kms_crypto_key")
	not key.values.import_only == true
	duration := key.values.destroy_scheduled_duration
	is_string(duration)
	regex.match(`^[0-9]+(\.[0-9]+)?s$`, duration)
	seconds := to_number(trim_suffix(duration, "s"))
	seconds < days * 86400
	not variables.placeholder(seconds)
	not variables.placeholder(seconds / 86400)
	message := sprintf("A destroyed key can be restored for %s only, at least %ds are wanted", [duration, days * 86400])
}
