"""The window. It gets its services handed in and never reaches round ``app``."""
