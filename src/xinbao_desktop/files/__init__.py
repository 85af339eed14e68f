"""Paths of this user, atomic writing, settings, logs."""
