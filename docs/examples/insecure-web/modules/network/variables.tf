variable "name" {
  description = "Name of the VPC."
  type        = string
}

variable "cidr_block" {
  description = "The VPC's address range, /16."
  type        = string
}
