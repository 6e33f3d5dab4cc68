"""Pages about the service, errors, appearance."""
