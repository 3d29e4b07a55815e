"""What is checked before a story goes live: findings in words, reasons in writing that overrule them, the panel."""
