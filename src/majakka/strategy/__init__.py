"""Strategy: programmes, goals, targets and how far they are."""
