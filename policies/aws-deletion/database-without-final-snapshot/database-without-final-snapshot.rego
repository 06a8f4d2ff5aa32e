# METADATA
# title: Databases leave a snapshot behind
# description: >-
#   With `skip_final_snapshot` a database is gone with all its automatic backups in the moment it
#   is destroyed or replaced, and a change of one argument can mean a replacement.
# related_resources:
#   - description: Amazon RDS User Guide, Deleting a DB instance
#   - description: NIST SP 800-53 Rev. 5, CP-9
# custom:
#   id: TF_AWS_DEL_3
#   severity: medium
package terraformer.aws_deletion.database_without_final_snapshot

import data.terraformer.lib.terraform
import rego.v1

types := {
	"aws_db_instance",
	"aws_rds_cluster",
	"aws_docdb_cluster",
	"aws_neptune_cluster",
	"aws_redshift_cluster",
}

deny contains terraform.finding(database, "skip_final_snapshot", message) if {
	some type in types
	some database in terraform.of_type(type)
	database.values.skip_final_snapshot == true
	not database.values.deletion_protection == true
	not replica(database)
	message := "Destroying this database leaves nothing behind"
}

replica(database) if {
	some argument in ["replicate_source_db", "replication_source_identifier"]
	terraform.configured(database, argument)
}
