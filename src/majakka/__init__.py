"""Majakka: the system with which a country runs its public-procurement strategy."""
