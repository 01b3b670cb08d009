"""Middle Ground: a scenario strategy simulation seen from Seoul's desk."""

__version__ = "0.1.0"
