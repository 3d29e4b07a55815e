"""Two records of one enterprise become one, and two again: every merge a dated record, none a rewriting."""
