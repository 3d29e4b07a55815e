"""Personal data in published notices: found before publishing, decided in writing, taken down by two people."""
