variable "accounts" {
  type    = set(string)
  default = ["projects/shop/serviceAccounts/pipeline@shop.iam.gserviceaccount.com"]
}

variable "public_key" {
  type    = string
  default = null
}

resource "google_service_account_key" "made_here" { # denied
  for_each           = var.accounts
  service_account_id = each.value
  public_key_data    = var.public_key
}

resource "google_service_account_key" "made_elsewhere" {
  service_account_id = "pipeline"
  public_key_data    = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"
}

resource "google_service_account_key" "nowhere" {
  count              = var.public_key == null ? 0 : 1
  service_account_id = "pipeline"
}
