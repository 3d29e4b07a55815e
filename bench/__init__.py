"""The benchmarks the README quotes; each is run as `python -m bench.<name> --help`."""
