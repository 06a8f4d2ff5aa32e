# METADATA
# title: Backups reach back a week
# description: >-
#   A backup policy that keeps fewer than seven daily backups loses the last good one over a long
#   weekend.
# related_resources:
#   - description: Microsoft cloud security benchmark, BR-1
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AZURE_LOG_3
#   severity: medium
package terraformer.azure_logging.backups_kept_too_short

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

days := 7

deny contains terraform.finding(policy, "retention_daily.count", message) if {
	some type in ["azurerm_backup_policy_vm", "azurerm_backup_policy_file_share"]
	some policy in terraform.of_type(type)
	some daily in terraform.blocks(policy.values, "retention_daily")
	is_number(daily.count)
	daily.count < days
	not variables.placeholder(daily.count)
	not terraform.given(policy, "retention_weekly")
	message := sprintf("Daily backups are kept for %v days, at least %d are wanted", [daily.count, days])
}
