"""How a draft is made of a contribution, with the code that makes one of a Word file."""
