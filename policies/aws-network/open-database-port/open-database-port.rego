# METADATA
# title: Database ports are not open to the internet
# description: >-
#   A security group that lets the whole internet reach a database port leaves the password as the
#   only defence, and scanners find the port within minutes.
# related_resources:
#   - description: CIS AWS Foundations Benchmark v3.0.0, 5.2 and 5.3
#   - description: NIST SP 800-53 Rev. 5, SC-7
#   - description: PCI DSS v4.0, 1.3.1
# custom:
#   id: TF_AWS_NET_1
#   severity: high
package terraformer.aws_network.open_database_port

import data.terraformer.lib.terraform
import rego.v1

ports := {1433, 1521, 3306, 5432, 6379, 9042, 9200, 11211, 27017}

# Rules inside the group.
deny contains terraform.finding(group, "ingress.cidr_blocks", message(rule, port)) if {
	some group in terraform.of_type("aws_security_group")
	some rule in terraform.blocks(group.values, "ingress")
	some argument in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.items(rule, argument)
	terraform.whole_internet(cidr)
	some port in ports
	reaches(rule, port)
}

# Rules of their own.
deny contains terraform.finding(rule, argument, message(rule.values, port)) if {
	some rule in terraform.of_type("aws_vpc_security_group_ingress_rule")
	some argument in ["cidr_ipv4", "cidr_ipv6"]
	terraform.whole_internet(rule.values[argument])
	some port in ports
	reaches(rule.values, port)
}

# The older form of such rules.
deny contains terraform.finding(rule, argument, message(rule.values, port)) if {
	some rule in terraform.of_type("aws_security_group_rule")
	rule.values.type == "ingress"
	some argument in ["cidr_blocks", "ipv6_cidr_blocks"]
	some cidr in terraform.items(rule.values, argument)
	terraform.whole_internet(cidr)
	some port in ports
	reaches(rule.values, port)
}

reaches(rule, port) if {
	not all_protocols(rule)
	rule.from_port <= port
	port <= rule.to_port
}

# Then AWS does not look at the ports.
reaches(rule, _) if all_protocols(rule)

all_protocols(rule) if rule.protocol in {"-1", "all"}

all_protocols(rule) if rule.ip_protocol in {"-1", "all"}

message(rule, port) := sprintf("Port %d is open to the whole internet", [port]) if not all_protocols(rule)

message(rule, _) := "Every port is open to the whole internet, those of databases as well" if all_protocols(rule)
