"""Notices: what was published about purchases, joined into procedures. Facts only, no judgement."""
