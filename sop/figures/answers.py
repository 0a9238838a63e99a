"""What citizens answered to the survey."""

from __future__ import annotations

import numpy as np

from sop.figures.asked import Asked
from sop.figures.history import Flags
from sop.summary import Satisfaction

ANSWERS = (1, 2, 3, 4)


def satisfaction(asked: Asked, *, surveys: int = 0) -> Satisfaction:
    """`surveys`: how many were sent in these months."""
    given = asked.record.ratings.answer[rated(asked)]
    return Satisfaction({answer: int((given == answer).sum()) for answer in ANSWERS}, surveys)


def rated(asked: Asked) -> Flags:
    """The answers given in these months."""
    ratings = asked.record.ratings
    return np.asarray(asked.complaints[ratings.complaint] & asked.during(ratings.at))
