"""What the pictures of the guides show, and how each is drawn."""
