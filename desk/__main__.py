"""`python -m desk` prints docs/access.md: what each may see of a complaint."""

from desk.access_page import page

print(page())
