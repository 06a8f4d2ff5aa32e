"""Terraform as an engine: its own `validate` and `plan`, offline, against a stand-in provider."""
