"""Contributions 投稿: an enterprise without an account offers a case, which becomes a draft of the editors."""
