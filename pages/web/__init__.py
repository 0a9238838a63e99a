"""What the web server does around the pages; no Streamlit in here, only asgi.py imports it."""
