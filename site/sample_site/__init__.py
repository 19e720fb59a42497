"""The sample site: its content as data files, and the one command that loads them."""
