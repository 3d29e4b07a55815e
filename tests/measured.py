"""Plugin of pytest (`-p tests.measured`) for runs under slipcover: workers keep every probe.

Taking out the probes of lines that were seen fifty times walks through all functions of all modules, a sixth of a
second each of the hundreds of times; the probes that stay cost less than that. slipcover's `--threshold` does not
reach the workers of xdist.
"""

import functools

import slipcover  # type: ignore[import-untyped]

NEVER = 10**9

slipcover.Slipcover = functools.partial(slipcover.Slipcover, d_miss_threshold=NEVER)
