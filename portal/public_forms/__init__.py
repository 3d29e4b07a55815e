"""Forms that readers send without an account: cleaned texts, signed tickets, a trap for programs, receipt numbers."""
