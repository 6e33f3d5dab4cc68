"""Bodies and their shares."""
