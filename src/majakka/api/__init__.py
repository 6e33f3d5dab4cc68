"""The open JSON API."""
