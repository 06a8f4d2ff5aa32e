"""A provider that stands in for any other: it serves a schema and plans by it, and does nothing.

It answers Terraform's questions in the process that `process.py` starts. It never talks to a cloud,
runs a program or reads a file of the user's.
"""
