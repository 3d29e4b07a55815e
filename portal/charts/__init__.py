"""Drawing numbers: scales, ticks and places of marks, without models and without words."""
