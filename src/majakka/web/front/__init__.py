"""The front page: how far are we."""
