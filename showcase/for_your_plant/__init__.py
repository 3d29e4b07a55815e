"""What a plant could do next: measures in the order of what speaks for them there, and plants like it."""
