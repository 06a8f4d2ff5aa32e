"""Words for configurations: what they are, and what their values say."""
