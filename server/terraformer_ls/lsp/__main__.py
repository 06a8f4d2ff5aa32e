"""`python -m terraformer_ls.lsp`: the same as `terraformer-ls serve`."""

from terraformer_ls.lsp.server import serve

serve()
