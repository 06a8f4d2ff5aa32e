# where sku_name is (?:Developer|Premium)_\d+
# where azurerm_subnet.shared.name is unset
resource "azurerm_api_management" "this" {
  virtual_network_type = "External"

  virtual_network_configuration {
    subnet_id = var.this_subnet
  }
}

variable "this_subnet" {
  description = "ID of the subnet that the service joins"
  type        = string
}
