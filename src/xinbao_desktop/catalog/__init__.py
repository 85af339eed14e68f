"""Packs, forms, codes and calendars: strict reading of shipped and imported data, as objects."""
