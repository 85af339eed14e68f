"""Frozen revisions of the client file's schema, run by ``storage.migration``."""
