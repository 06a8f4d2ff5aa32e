"""Formal languages of what a model may write: what they are made of, what is left of one, GBNF.

Knows nothing of Terraform and nothing of models.
"""
