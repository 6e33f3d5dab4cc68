"""The programme and its goals."""
