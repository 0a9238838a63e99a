"""Complaints as files for others: in the words of SP4N-LAPOR!, and the whole register to keep."""

from desk.exchange.making import Export, file_name, made

__all__ = ["Export", "file_name", "made"]
