"""The use-cases: one public method each, one transaction, returning what it changed."""
