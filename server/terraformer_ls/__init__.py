"""TerraFormer: a Terraform language server that verifies what it suggests."""

__version__ = "0.1.0"
