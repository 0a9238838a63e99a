"""Screens that exist only on the stand-ins: a phone, and the Sheet."""
