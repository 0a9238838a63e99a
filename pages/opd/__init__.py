"""Screens of the agencies (OPD), made for a phone."""
