"""Typed facts of military conflict infoboxes, read and written back without loss."""

__version__ = "0.1.0"
