"""Writing deck files: new ones, and ids into existing ones."""
