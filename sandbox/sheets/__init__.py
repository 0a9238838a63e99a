"""A local Google Sheets: API v4 and the Drive calls that gspread makes, kept in one SQLite file."""
