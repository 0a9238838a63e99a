"""Screens of everybody who is signed in."""
