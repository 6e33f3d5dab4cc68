"""Measurements of speed and memory, as ratios inside one run: `./dev bench`."""
