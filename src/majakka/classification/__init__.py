"""Classification: what a lot counts as, under named and versioned definitions, with the evidence."""
