"""Every page that readers meet, as the sample site itself tells: those that are files, by the
template that fills them, and those that are answered step by step."""
