"""PRINT: the handbook on paper, made beside the site from the same facts as its pages."""
