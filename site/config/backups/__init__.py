"""Backups: one folder each, whole or not there at all. Never the keys."""
