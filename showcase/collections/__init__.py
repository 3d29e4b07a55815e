"""Collections 专题: stories that an editor chose, in an order, with an introduction and a remark on each."""
