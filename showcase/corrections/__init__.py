"""Corrections from readers: what is wrong on a story. Received, sealed and handled as every submission (`inbox`)."""
