"""What a rule is about: why it matters, a bad and a good example, where to read on. Offline."""
