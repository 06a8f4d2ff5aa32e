"""Repair data: configurations broken by program, what the verifier says, and what they were."""
