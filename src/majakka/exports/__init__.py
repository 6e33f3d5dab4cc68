"""Exports: records as files. CSV, JSON lines and OCDS of the same rows that pages and the API show."""
