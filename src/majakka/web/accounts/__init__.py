"""The own account and the log of changes."""
