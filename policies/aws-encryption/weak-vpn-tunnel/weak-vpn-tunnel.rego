# METADATA
# title: VPN tunnels do not offer outdated key exchange
# description: >-
#   IKE version 1 and Diffie-Hellman groups of 1024 and 1536 bits are no longer fit to protect a
#   tunnel, and a tunnel that offers them lets the other side, or someone in between, choose them.
# related_resources:
#   - description: NIST SP 800-77 Rev. 1
#   - description: NIST SP 800-53 Rev. 5, SC-8 and SC-13
# custom:
#   id: TF_AWS_ENC_3
#   severity: medium
package terraformer.aws_encryption.weak_vpn_tunnel

import data.terraformer.lib.terraform
import rego.v1

weak_groups := {2, 5, 22}

deny contains terraform.finding(connection, argument, message) if {
	some connection in terraform.of_type("aws_vpn_connection")
	some tunnel in ["tunnel1", "tunnel2"]
	argument := sprintf("%s_ike_versions", [tunnel])
	"ikev1" in terraform.items(connection.values, argument)
	message := "IKE version 1 is offered"
}

deny contains terraform.finding(connection, argument, message) if {
	some connection in terraform.of_type("aws_vpn_connection")
	some tunnel in ["tunnel1", "tunnel2"]
	some phase in ["phase1", "phase2"]
	argument := sprintf("%s_%s_dh_group_numbers", [tunnel, phase])
	some group in terraform.items(connection.values, argument)
	group in weak_groups
	message := sprintf("Diffie-Hellman group %v is too short", [group])
}
