"""`impor`: an existing register, as an Excel file, CSV or Google Sheet, taken in as Data Lama."""
