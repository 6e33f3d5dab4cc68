"""Commands, background work and the schedule."""
