"""Records for scale: a public data set loaded to see the search work on 164,155 records, and taken out again.

They are no stories and no enterprises: plain rows without pages, marked wherever they are seen. They enter no register,
no list and no demonstration; the only term they bring is a region root of their own, which goes with them.
"""
