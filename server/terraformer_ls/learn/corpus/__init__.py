"""Harvesting: from any folder, documentation or JSONL to configurations that plan."""
