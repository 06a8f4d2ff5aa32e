# METADATA
# title: VPN connections use strong algorithms
# description: >-
#   An own IPsec policy replaces Azure's, also where it is weaker: DES, 3DES, MD5, SHA-1 and the
#   Diffie-Hellman groups 1, 2 and 24 are no longer safe.
# related_resources:
#   - description: NIST SP 800-77 Rev. 1, Guide to IPsec VPNs
#   - description: NIST SP 800-53 Rev. 5, SC-8 and SC-13
# custom:
#   id: TF_AZURE_ENC_1
#   severity: medium
package terraformer.azure_encryption.weak_vpn_policy

import data.terraformer.lib.terraform
import rego.v1

weak := {
	"dh_group": {"None", "DHGroup1", "DHGroup2", "DHGroup24"},
	"ike_encryption": {"DES", "DES3"},
	"ike_integrity": {"MD5", "SHA1"},
	"ipsec_encryption": {"None", "DES", "DES3"},
	"ipsec_integrity": {"MD5", "SHA1"},
	"pfs_group": {"PFS1", "PFS2", "PFS24"},
}

deny contains terraform.finding(connection, sprintf("ipsec_policy.%s", [argument]), message) if {
	some connection in terraform.of_type("azurerm_virtual_network_gateway_connection")
	some policy in terraform.blocks(connection.values, "ipsec_policy")
	some argument, values in weak
	policy[argument] in values
	message := sprintf("%s is too weak", [policy[argument]])
}
