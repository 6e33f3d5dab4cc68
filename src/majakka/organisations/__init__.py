"""Organisations: public bodies, their identifiers, and who belonged to whom and when."""
