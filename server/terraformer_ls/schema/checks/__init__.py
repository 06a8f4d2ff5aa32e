"""What can be said about a module from schemas and its own declarations, without running Terraform.

One file per kind of check. Each yields `Problem`s; what is not certain is not said.
"""
