"""Indicators: numbers that are followed. Measures write values here, strategy reads them here."""
