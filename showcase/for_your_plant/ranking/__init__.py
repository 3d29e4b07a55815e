"""The order of measures and of plants, without models or queries."""
