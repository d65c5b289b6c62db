"""Read how councils improve: committee reports in, a browsable database of findings out."""

__version__ = "0.1.0"
