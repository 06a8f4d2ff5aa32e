"""Provider schemas out of the prebuilt provider packages of CDK Terrain and its predecessor.

Their wheels carry, as generated TypeScript inside source maps, what the generator knew of the
provider's schema: enough to recover nearly all of it without the provider's binary. `typescript.py`
reads the declarations, `blocks.py` makes blocks and types of them, `provider.py` the whole.
"""
