"""The same phones as WAHA (engine GOWS) shows them: another linked device of the same number."""
