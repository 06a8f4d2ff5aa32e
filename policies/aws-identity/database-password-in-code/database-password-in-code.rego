# METADATA
# title: Database passwords are not written in the configuration
# description: >-
#   A password in an argument, a local value or a variable's default is known to everyone who may
#   read the repository, for as long as its history lasts.
# related_resources:
#   - description: NIST SP 800-53 Rev. 5, IA-5
#   - description: PCI DSS v4.0, 8.6.2
#   - description: CWE-798
# custom:
#   id: TF_AWS_IAM_5
#   severity: high
package terraformer.aws_identity.database_password_in_code

import data.terraformer.lib.terraform
import rego.v1

passwords := {
	"aws_db_instance": "password",
	"aws_rds_cluster": "master_password",
	"aws_docdb_cluster": "master_password",
	"aws_redshift_cluster": "master_password",
	"aws_elasticache_replication_group": "auth_token",
}

deny contains terraform.finding(database, argument, message) if {
	some type, argument in passwords
	some database in terraform.of_type(type)
	value := database.values[argument]
	is_string(value)
	value != ""
	not handed_over(value)
	not read_from_elsewhere(database, argument)
	message := "The password stands in the configuration"
}

# It is, or contains, the value of a variable that has no default.
handed_over(value) if {
	some name, variable in input.configuration.root_module.variables
	not variable["default"]
	given := input.variables[name].value
	is_string(given)
	contains(value, given)
}

# Data sources and child modules: it isn't known here where they have it from.
read_from_elsewhere(database, argument) if {
	some reference in terraform.configuration(database.address).expressions[argument].references
	regex.match(`^(data|module)\.`, reference)
}
