"""Questions asked of the laboratory: each a file that runs by itself and prints one page."""
