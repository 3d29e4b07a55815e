"""The recommendations of the US Industrial Assessment Centers as 164,148 records to measure the search with.

Plain rows without pages, as an app of the bench's settings alone: the product knows nothing of them. They enter no
register, no list and no demonstration; the only terms they bring are regions of their own, which go with them.
"""
