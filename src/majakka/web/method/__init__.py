"""How it is measured, and the passports of numbers."""
