"""Values of a file that a spreadsheet opens: words stay words, whatever they begin with."""

from __future__ import annotations

import re

#: What a spreadsheet takes for a formula, also behind spaces, quotes and invisible characters, and
#: in the full width of Asian keyboards. A minus before a number is a number.
FORMULA = re.compile(
    r"[\s\"'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*"
    r"([=+@|%\uff1d\uff0b\uff20]|[-\uff0d\u2212](?!(\d[\d.,]*%?)?\s*$))|[\t\r\n]"
)
MARK = "'"


def inert(value: str) -> str:
    """`value`, with an apostrophe before what would else be reckoned (OWASP: CSV injection).

    >>> inert('=HYPERLINK("http://x")'), inert("-12,5"), inert("-2+3+cmd|' /C calc'!A0")
    ('\\'=HYPERLINK("http://x")', '-12,5', "'-2+3+cmd|' /C calc'!A0")
    """
    return f"{MARK}{value}" if FORMULA.match(value) else value
