"""Reads a workbook of cases: sheets in a bounded process, then rows by their headers. Pure but for the process."""
