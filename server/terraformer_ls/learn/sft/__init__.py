"""Supervised fine-tuning: one mixture of tasks, any causal model, full or by an adapter."""
