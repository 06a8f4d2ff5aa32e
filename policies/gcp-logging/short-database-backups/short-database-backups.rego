# METADATA
# title: Database backups reach back a week
# description: >-
#   Cloud SQL keeps seven backups unless it is told to keep fewer, and transaction logs for point-
#   in-time recovery as many days as are said.
# related_resources:
#   - description: 'Google Cloud documentation, Cloud SQL: About backups'
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_GCP_LOG_3
#   severity: medium
package terraformer.gcp_logging.short_database_backups

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

least := 7

deny contains terraform.finding(database, "settings.backup_configuration.backup_retention_settings.retained_backups", message) if {
	some database in terraform.of_type("google_sql_database_instance")
	not terraform.configured(database, "master_instance_name")
	some settings in terraform.blocks(database.values, "settings")
	some backups in terraform.blocks(settings, "backup_configuration")
	backups.enabled == true
	some retention in terraform.blocks(backups, "backup_retention_settings")
	is_number(retention.retained_backups)
	retention.retained_backups < least
	not variables.placeholder(retention.retained_backups)
	message := sprintf("%v backups are kept, at least %d are wanted", [retention.retained_backups, least])
}

deny contains terraform.finding(cluster, "automated_backup_policy.quantity_based_retention.count", message) if {
	some cluster in terraform.of_type("google_alloydb_cluster")
	some backups in terraform.blocks(cluster.values, "automated_backup_policy")
	some retention in terraform.blocks(backups, "quantity_based_retention")
	is_number(retention.count)
	retention.count < least
	not variables.placeholder(retention.count)
	message := sprintf("%v backups are kept, at least %d are wanted", [retention.count, least])
}
