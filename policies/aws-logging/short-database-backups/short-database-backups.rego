# METADATA
# title: Database backups reach back a week
# description: >-
#   Automatic backups are the only way back to a moment before a mistake.
# related_resources:
#   - description: AWS Security Hub, RDS.11
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AWS_LOG_6
#   severity: medium
package terraformer.aws_logging.short_database_backups

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

days := 7

deny contains terraform.finding(database, "backup_retention_period", message) if {
	some type in ["aws_db_instance", "aws_rds_cluster"]
	some database in terraform.of_type(type)
	kept := database.values.backup_retention_period
	is_number(kept)
	kept < days
	not variables.placeholder(kept)
	not replica(database)
	message := sprintf("Backups are kept for %v days, at least %v are wanted", [kept, days])
}

replica(database) if {
	some argument in ["replicate_source_db", "replication_source_identifier", "global_cluster_identifier"]
	terraform.configured(database, argument)
}
