"""Laporan Pengaduan Bulanan: drafted, reviewed, published once and never changed afterwards."""

from desk.reports.records import published

__all__ = ["published"]
