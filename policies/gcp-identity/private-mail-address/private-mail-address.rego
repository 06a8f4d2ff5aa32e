# METADATA
# title: Roles are given to accounts of the organisation
# description: >-
#   A private address keeps its access when its owner leaves, has no second factor that the
#   organisation could demand, and is in nobody's list of accounts.
# related_resources:
#   - description: CIS Google Cloud Platform Foundation Benchmark v2.0.0, 1.1
#   - description: NIST SP 800-53 Rev. 5, AC-2
# custom:
#   id: TF_GCP_IAM_2
#   severity: medium
package terraformer.gcp_identity.private_mail_address

import data.terraformer.lib.google
import data.terraformer.lib.terraform
import rego.v1

providers := {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "gmx.de", "web.de"}

deny contains terraform.finding(grant, argument, message) if {
	some grant in terraform.resources
	regex.match(`^google_.*_iam_(member|binding)$`, grant.type)
	argument := {true: "member", false: "members"}[endswith(grant.type, "_member")]
	some member in google.members(grant.values)
	is_string(member)
	regex.match(`^(user|group):[^@]+@`, member)
	lower(split(member, "@")[1]) in providers
	message := sprintf("%s is a private address", [member])
}
