"""`python -m terraformer_ls.cli` is `terraformer-ls`."""

from terraformer_ls.cli import main

main()
