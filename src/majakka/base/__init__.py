"""Ground floor: dates, money, shares, translated text, the raw archive, database helpers. No domain."""
