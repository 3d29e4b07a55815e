"""The code of contributions, in addresses and in the table of submissions."""

CODE = "contribution"
