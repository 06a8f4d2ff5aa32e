"""What may come next at a cursor, from the schema and what is in scope, as a grammar.

Knows no model: what it says is a `Constraint` of `model/protocol.py`, which any model may follow.
"""
