"""Demonstration content: readable files, their reader and their loader."""
