"""TF-Gen: configurations of many kinds, described in words and verified."""
