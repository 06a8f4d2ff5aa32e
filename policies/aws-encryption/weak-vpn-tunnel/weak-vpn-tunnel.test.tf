variable "groups" {
  type    = list(number)
  default = [2, 14]
}

resource "aws_customer_gateway" "office" {
  bgp_asn    = 65000
  ip_address = "198.51.100.10"
  type       = "ipsec.1"
}

resource "aws_vpn_connection" "groups" { # denied
  customer_gateway_id             = aws_customer_gateway.office.id
  type                            = "ipsec.1"
  tunnel2_phase1_dh_group_numbers = var.groups
}

resource "aws_vpn_connection" "version" { # denied
  customer_gateway_id  = aws_customer_gateway.office.id
  type                 = "ipsec.1"
  tunnel1_ike_versions = ["ikev1", "ikev2"]
}

resource "aws_vpn_connection" "strong" {
  customer_gateway_id             = aws_customer_gateway.office.id
  type                            = "ipsec.1"
  tunnel1_ike_versions            = ["ikev2"]
  tunnel1_phase1_dh_group_numbers = [20, 21]
  tunnel1_phase2_dh_group_numbers = [14]
}

resource "aws_vpn_connection" "unsaid" {
  customer_gateway_id = aws_customer_gateway.office.id
  type                = "ipsec.1"
}
