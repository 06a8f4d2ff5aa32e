# METADATA
# title: A customer's key encrypts tables and queues too
# description: >-
#   The key of a customer encrypts the blobs and files of a storage account; its tables and queues
#   stay with Microsoft's key unless the account says `Account` for them.
# related_resources:
#   - description: Microsoft cloud security benchmark, DP-5
#   - description: NIST SP 800-53 Rev. 5, SC-12 and SC-28
# custom:
#   id: TF_AZURE_ENC_3
#   severity: medium
package terraformer.azure_encryption.customer_key_leaves_tables_out

import data.terraformer.lib.terraform
import rego.v1

without_tables := {"BlobStorage", "BlockBlobStorage", "FileStorage"}

deny contains terraform.finding(account, argument, message) if {
	some account in terraform.of_type("azurerm_storage_account")
	own_key(account)
	not account.values.account_kind in without_tables
	some argument in ["queue_encryption_key_type", "table_encryption_key_type"]
	not terraform.unknown(account, argument)
	not account.values[argument] == "Account"
	message := sprintf("The customer's key does not reach what %s is about", [argument])
}

own_key(account) if count(terraform.blocks(account.values, "customer_managed_key")) > 0

own_key(account) if terraform.referred_by("azurerm_storage_account_customer_managed_key", "storage_account_id", account.address)
