"""Personal data in what a notice publishes: found before, decided on in writing, taken down by two people after."""
