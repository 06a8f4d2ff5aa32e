"""Terraform's plugin protocol 6 on the wire, as far as a stand-in needs it.

`plugin6.proto` is ours; `plugin6_pb2.py` and `.pyi` are made from it by `generate.py`.
"""
