import os

from hypothesis import settings

# A slow machine is no fault of the code. What must pass before a change lands tries the same
# examples each time, so that it fails for that change alone; by hand they are new ones.
settings.register_profile("patient", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("patient")
