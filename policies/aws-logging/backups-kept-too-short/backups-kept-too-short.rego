# METADATA
# title: Backup plans keep some backups for five weeks
# description: >-
#   Damage is often noticed late: an attacker waits, a wrong job runs at the end of the month.
# related_resources:
#   - description: AWS Config, backup-plan-min-frequency-and-min-retention-check
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AWS_LOG_3
#   severity: medium
package terraformer.aws_logging.backups_kept_too_short

import data.terraformer.lib.terraform
import rego.v1

days := 35

deny contains terraform.finding(plan, "rule.lifecycle.delete_after", message) if {
	some plan in terraform.of_type("aws_backup_plan")
	kept := [lifetime(rule) | some rule in terraform.blocks(plan.values, "rule")]
	count(kept) > 0
	every lifetime in kept {
		lifetime < days
	}
	message := sprintf("No rule keeps its backups longer than %v days", [max(kept)])
}

# Without a lifecycle, or without an end, for ever; an unknown end is taken for long enough.
lifetime(rule) := rule.lifecycle[0].delete_after if is_number(rule.lifecycle[0].delete_after)

lifetime(rule) := 36500 if not is_number(rule.lifecycle[0].delete_after)
