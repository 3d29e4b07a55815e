"""What runs before and around Django: environment, services, serving, checks.

Standard library only, and Python 3.11.2 (Debian 12) is enough: these modules run outside the virtual environment that
they build.
"""
