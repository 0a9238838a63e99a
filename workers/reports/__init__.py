"""What the worker does for the monthly reports."""
