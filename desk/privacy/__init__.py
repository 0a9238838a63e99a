"""What the officer for personal data does, and what ends by itself: erase, copy, refuse, record."""
