"""Making a draft (an example of the library, or what a model wrote) fit the request and the module.

`asked_values` puts the request's names, sizes and numbers into it; `fit_module` lets it live beside
what a module has already. Both take and return text; whether it holds is for the verifier.
"""
