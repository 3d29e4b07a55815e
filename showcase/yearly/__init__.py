"""The yearly showcase: what was public of an enterprise in a year, for editors and that enterprise, with a proof."""
