"""FIND: a list of every page's words, written with the site, and the page that searches it."""
