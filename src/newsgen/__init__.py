"""newsgen turns a folder of article files into a static news archive."""

__version__ = "0.1.0"
