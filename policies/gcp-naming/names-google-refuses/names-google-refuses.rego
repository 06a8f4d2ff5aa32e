# METADATA
# title: Names have the form that Google demands
# description: >-
#   Most names are lower case letters, digits and dashes that begin with a letter, and each kind of
#   resource has a length of its own.
# related_resources:
#   - description: RFC 1035, Domain names - implementation and specification
#   - description: 'Google Cloud documentation, Compute Engine: Naming resources'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_GCP_NAME_1
#   severity: medium
package terraformer.gcp_naming.names_google_refuses

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

label := `^[a-z]([a-z0-9-]*[a-z0-9])?$`

rules := {
	"google_compute_instance": {"argument": "name", "form": label, "least": 1, "most": 63},
	"google_compute_network": {"argument": "name", "form": label, "least": 1, "most": 63},
	"google_compute_subnetwork": {"argument": "name", "form": label, "least": 1, "most": 63},
	"google_compute_firewall": {"argument": "name", "form": label, "least": 1, "most": 63},
	"google_compute_address": {"argument": "name", "form": label, "least": 1, "most": 63},
	"google_container_cluster": {"argument": "name", "form": label, "least": 1, "most": 40},
	"google_cloud_run_v2_service": {"argument": "name", "form": label, "least": 1, "most": 49},
	"google_service_account": {"argument": "account_id", "form": label, "least": 6, "most": 30},
	"google_project": {"argument": "project_id", "form": label, "least": 6, "most": 30},
	"google_storage_bucket": {"argument": "name", "form": `^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$`, "least": 3, "most": 222},
	"google_bigquery_dataset": {"argument": "dataset_id", "form": `^[\p{L}\p{N}_]+$`, "least": 1, "most": 1024},
}

deny contains terraform.finding(resource, rule.argument, message) if {
	some type, rule in rules
	some resource in terraform.of_type(type)
	name := resource.values[rule.argument]
	is_string(name)
	not variables.placeholder(name)
	some complaint in complaints(name, rule)
	message := sprintf("The name %s %s", [name, complaint])
}

complaints(name, rule) := too_long_or_short(name, rule) | not_formed(name, rule)

too_long_or_short(name, rule) := {sprintf("has %d characters, %d to %d are allowed", [count(name), rule.least, rule.most])} if {
	not fits(name, rule)
} else := set()

fits(name, rule) if {
	rule.least <= count(name)
	count(name) <= rule.most
}

not_formed(name, rule) := {"has characters, or an order of them, that are not allowed here"} if {
	not regex.match(rule.form, name)
} else := set()
