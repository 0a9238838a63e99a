"""`python -m sop` prints docs/states.md: every procedure's diagram and tables."""

from sop import SOPS
from sop.diagram import page

print(page(SOPS.values()))
