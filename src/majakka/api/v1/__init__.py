"""Version 1: one file a subject."""
