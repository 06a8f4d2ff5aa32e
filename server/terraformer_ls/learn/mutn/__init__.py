"""TF-Mutn: changes of configurations, derived by program, with the words that ask for them."""
