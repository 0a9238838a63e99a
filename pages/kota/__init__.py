"""Screens of the city desk."""
