"""How fast creditscape is, measured so that anybody can measure it again (see docs/benchmarks.md).

Every chapter checks its answers in the run that it times. A figure that misses its target is printed as
missed; only wrong answers make the program fail.
"""
