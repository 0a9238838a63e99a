"""Honest evidence: where a photo is from, where else it is, and what was there before and after."""
