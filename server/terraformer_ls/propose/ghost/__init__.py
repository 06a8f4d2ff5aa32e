"""What ghost text needs besides a model: where the cursor is, what of an answer may be shown."""
