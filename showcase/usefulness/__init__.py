"""Whether readers found a page useful 有用吗: two buttons, counted a day, and nothing of who pressed them."""
