variable "ike" {
  type = map(number)
  default = {
    berlin = 1
    lisbon = 2
  }
}

resource "google_compute_vpn_tunnel" "offices" { # denied
  for_each           = var.ike
  name               = each.key
  region             = "europe-west1"
  peer_ip            = "93.184.216.34"
  shared_secret      = "from-a-vault"
  target_vpn_gateway = "main"
  ike_version        = each.value
}

resource "google_compute_vpn_tunnel" "weak_suite" { # denied
  name               = "weak-suite"
  region             = "europe-west1"
  peer_ip            = "93.184.216.34"
  shared_secret      = "from-a-vault"
  target_vpn_gateway = "main"

  cipher_suite {
    phase1 {
      dh         = ["Group-14", "Group-2"]
      encryption = ["AES-GCM-16-256"]
      integrity  = ["HMAC-SHA2-256-128"]
      prf        = ["PRF-HMAC-SHA2-256"]
    }
    phase2 {
      encryption = ["AES-GCM-16-256"]
      pfs        = ["Group-14"]
    }
  }
}

resource "google_compute_vpn_tunnel" "unsaid" {
  name               = "unsaid"
  region             = "europe-west1"
  peer_ip            = "93.184.216.34"
  shared_secret      = "from-a-vault"
  target_vpn_gateway = "main"
}

resource "google_compute_vpn_tunnel" "strong" {
  name               = "strong"
  region             = "europe-west1"
  peer_ip            = "93.184.216.34"
  shared_secret      = "from-a-vault"
  target_vpn_gateway = "main"
  ike_version        = var.ike.lisbon

  cipher_suite {
    phase1 {
      dh         = ["Group-14"]
      encryption = ["AES-GCM-16-256"]
      prf        = ["PRF-HMAC-SHA2-256"]
    }
  }
}
