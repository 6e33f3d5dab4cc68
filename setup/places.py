"""Where things lie in a checkout."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE = CHECKOUT / "src"
VENDOR = SOURCE / "majakka" / "web" / "vendor"
LOCALE = CHECKOUT / "locale"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
# Logs and reports of set-up and tests; git-ignored, may be emptied at any time
BUILD = CHECKOUT / "build"
