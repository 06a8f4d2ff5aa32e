# METADATA
# title: VPN tunnels use IKE version 2 and strong algorithms
# description: >-
#   IKE version 1 has been retired by the IETF, and SHA-1, 3DES and the Diffie-Hellman groups 1 and
#   2 are no longer strong enough.
# related_resources:
#   - description: RFC 9395, Deprecation of the Internet Key Exchange Version 1 (IKEv1) Protocol and Obsoleted Algorithms
#   - description: NIST SP 800-77 Rev. 1, Guide to IPsec VPNs
#   - description: NIST SP 800-53 Rev. 5, SC-8 and SC-13
# custom:
#   id: TF_GCP_ENC_1
#   severity: medium
package terraformer.gcp_encryption.old_key_exchange

import data.terraformer.lib.terraform
import data.terraformer.lib.variables
import rego.v1

deny contains terraform.finding(tunnel, "ike_version", message) if {
	some tunnel in terraform.of_type("google_compute_vpn_tunnel")
	tunnel.values.ike_version == 1
	not variables.placeholder(tunnel.values.ike_version)
	message := "The tunnel uses IKE version 1"
}

weak := {"3DES-CBC", "HMAC-MD5-96", "HMAC-SHA1-96", "PRF-HMAC-MD5", "PRF-HMAC-SHA1", "Group-1", "Group-2"}

deny contains terraform.finding(tunnel, sprintf("cipher_suite.%s.%s", [phase, kind]), message) if {
	some tunnel in terraform.of_type("google_compute_vpn_tunnel")
	some suite in terraform.blocks(tunnel.values, "cipher_suite")
	some phase in ["phase1", "phase2"]
	some accepted in terraform.blocks(suite, phase)
	some kind in ["dh", "encryption", "integrity", "pfs", "prf"]
	some algorithm in terraform.items(accepted, kind)
	algorithm in weak
	message := sprintf("%s is too weak", [algorithm])
}
