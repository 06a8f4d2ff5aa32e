# where admin_ssh_key.username is .*
resource "azurerm_linux_virtual_machine" "this" {
  disable_password_authentication = true
}
