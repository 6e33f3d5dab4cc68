"""Wiring: settings, addresses, server entry. No thought lives here."""
