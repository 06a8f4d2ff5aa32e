"""`python -m terraformer_ls` is `terraformer-ls`, for launchers that take a module."""

from __future__ import annotations

from terraformer_ls.cli import main

if __name__ == "__main__":
    main()
