# METADATA
# title: Databases accept encrypted connections only
# description: >-
#   RDS offers TLS on every engine but many engine versions accept plain connections unless a
#   parameter forbids it.
# related_resources:
#   - description: AWS Security Hub, RDS.38 and RDS.39
#   - description: NIST SP 800-53 Rev. 5, SC-8
#   - description: PCI DSS v4.0, 4.2.1
# custom:
#   id: TF_AWS_ENC_1
#   severity: medium
package terraformer.aws_encryption.database_accepts_plain_connections

import data.terraformer.lib.terraform
import rego.v1

groups := {
	"aws_db_parameter_group",
	"aws_rds_cluster_parameter_group",
	"aws_neptune_cluster_parameter_group",
}

switches := {"rds.force_ssl", "require_secure_transport", "neptune_enforce_ssl"}

# Switched off.
deny contains terraform.finding(group, "parameter.value", message) if {
	some type in groups
	some group in terraform.of_type(type)
	some parameter in terraform.blocks(group.values, "parameter")
	parameter.name in switches
	is_string(parameter.value)
	lower(parameter.value) in {"0", "off", "false"}
	message := sprintf("%s = %s lets clients connect without TLS", [parameter.name, parameter.value])
}

# Never switched on, in families where that means off.
deny contains terraform.finding(group, "family", message) if {
	some type in groups
	some group in terraform.of_type(type)
	family := group.values.family
	is_string(family)
	switch := off_unless_set(type, family)
	names := {parameter.name | some parameter in terraform.blocks(group.values, "parameter")}
	not switch in names
	not terraform.unknown(group, "parameter")
	message := sprintf("Clients may connect without TLS: %s is off in %s unless it is set", [switch, family])
}

off_unless_set("aws_db_parameter_group", family) := "rds.force_ssl" if regex.match(`^postgres(9|1[0-4])`, family)

off_unless_set("aws_db_parameter_group", family) := "require_secure_transport" if family in {"mysql5.7", "mysql8.0"}

off_unless_set("aws_rds_cluster_parameter_group", family) := "rds.force_ssl" if regex.match(`^aurora-postgresql1[0-6]$`, family)

off_unless_set("aws_rds_cluster_parameter_group", family) := "require_secure_transport" if {
	family in {"aurora-mysql5.7", "aurora-mysql8.0"}
}
