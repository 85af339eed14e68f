"""Qt models and the Qt-free state behind forms."""
