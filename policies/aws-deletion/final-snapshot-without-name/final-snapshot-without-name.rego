# METADATA
# title: Final snapshots have a name
# description: >-
#   A database that is to leave a snapshot needs a name for it.
# related_resources:
#   - description: 'Amazon RDS API Reference, DeleteDBInstance: FinalDBSnapshotIdentifier'
#   - description: NIST SP 800-53 Rev. 5, CM-6
# custom:
#   id: TF_AWS_DEL_4
#   severity: medium
package terraformer.aws_deletion.final_snapshot_without_name

import data.terraformer.lib.terraform
import rego.v1

types := {
	"aws_db_instance",
	"aws_rds_cluster",
	"aws_docdb_cluster",
	"aws_neptune_cluster",
	"aws_redshift_cluster",
}

deny contains terraform.finding(database, "final_snapshot_identifier", message) if {
	some type in types
	some database in terraform.of_type(type)
	not terraform.unknown(database, "skip_final_snapshot")
	not database.values.skip_final_snapshot == true
	nameless(database)
	not replica(database)
	message := "Destroying this database will fail: its final snapshot has no name"
}

nameless(database) if not terraform.given(database, "final_snapshot_identifier")

# Filled in by the provider, as far as the plan shows, but AWS has no name of its own to give.
nameless(database) if {
	terraform.unknown(database, "final_snapshot_identifier")
	not terraform.configured(database, "final_snapshot_identifier")
}

replica(database) if {
	some argument in ["replicate_source_db", "replication_source_identifier"]
	terraform.configured(database, argument)
}
