"""The developer menu behind ./dev: sets up what a task needs, then does it. Standard library only."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import stages
from environment import ensure_environment, one_set_up_at_a_time
from errors import SetUpError
from frontend import ensure_frontend
from places import CHECKOUT, LOCALE, PYTHON, SOURCE, VENV
from running import clean_environment, run_aloud, run_quietly, run_together

_MAJAKKA = VENV / "bin" / "majakka"
# Hashes, and no address of a registry: a lock says what is installed, not from where
_UV_OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--upgrade",
    "-q",
)
_NPM_OPTIONS = (
    "--package-lock-only",
    "--omit-lockfile-registry-resolved",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
)


def set_up(*, development: bool) -> None:
    """Everything that a checkout needs before anything of it can start."""
    with one_set_up_at_a_time():
        ensure_environment(development=development)
        ensure_frontend()
        _compile_catalogues()


def _compile_catalogues() -> None:
    for po in sorted([*LOCALE.glob("*/LC_MESSAGES/*.po"), *SOURCE.glob("majakka/locale/*/LC_MESSAGES/*.po")]):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            code, output = run_quietly([PYTHON, "setup/catalogues.py", "compile"], log="catalogues.log")
            if code:
                raise SetUpError("The translations could not be compiled.", *output.strip().splitlines()[-4:])
            return


def run(args: Sequence[str]) -> int:
    """Start Majakka here: database, demo country once, web server and worker. --port N, --no-demo"""
    rest = [a for a in args if a != "--no-demo"]
    if rest and (len(rest) != 2 or rest[0] != "--port"):
        raise SetUpError(f"./dev run does not know: {' '.join(rest)}", "It knows --port N and --no-demo.")
    if rest and not (rest[1].isascii() and rest[1].isdecimal() and len(rest[1]) < 6 and int(rest[1]) < 2**16):
        raise SetUpError(f"{rest[1]} is not a port.", "Give a number from 1 to 65535.")
    set_up(development=False)
    if code := run_aloud([_MAJAKKA, "migrate", *([] if "--no-demo" in args else ["--demo"])]):
        return code
    return run_together({"The web server": [_MAJAKKA, "serve", *rest], "The worker": [_MAJAKKA, "work"]})


def test(args: Sequence[str]) -> int:
    """All checks and tests, with a table at the end. --strict: skips fail too. PATH or -k X: pytest alone."""
    set_up(development=True)
    if rest := [a for a in args if a != "--strict"]:
        with stages.own_data_folder() as env:
            return run_aloud([PYTHON, "-m", "pytest", *rest], env=env)
    return stages.run_all(strict="--strict" in args)


def psql_test(args: Sequence[str]) -> int:
    """pytest on a PostgreSQL of its own, started for the moment; takes pytest's arguments."""
    set_up(development=True)
    with stages.own_data_folder() as env:
        return run_aloud(
            [PYTHON, "setup/postgres.py", PYTHON, "-m", "pytest", *(args or stages.NOT_OUTSIDE)], env=env
        )


def lint(_args: Sequence[str]) -> int:
    """Style, formatting, import stairs."""
    set_up(development=True)
    return stages.run_some("lint", "format", "stairs")


def types(_args: Sequence[str]) -> int:
    """Type check."""
    set_up(development=True)
    return stages.run_some("types")


def mend(_args: Sequence[str]) -> int:
    """Let the linter mend and format what it can."""
    set_up(development=True)
    run_aloud([PYTHON, "-m", "ruff", "check", "--fix", *stages.PYTHON_FOLDERS])
    return run_aloud([PYTHON, "-m", "ruff", "format", *stages.PYTHON_FOLDERS])


def bench(args: Sequence[str]) -> int:
    """Speed and memory, printed as ratios to anchors measured in the same run."""
    set_up(development=True)
    return run_aloud([PYTHON, "-m", "bench", *args])


def translate(_args: Sequence[str]) -> int:
    """Collect texts into locale/*/LC_MESSAGES/django.po, compile them, say what is missing."""
    set_up(development=True)
    return run_aloud([PYTHON, "setup/catalogues.py", "update"])


def shell(args: Sequence[str]) -> int:
    """Python with the models at hand."""
    set_up(development=False)
    return run_aloud([PYTHON, "manage.py", "shell", *args])


def majakka(args: Sequence[str]) -> int:
    """The command line: ./dev majakka import notices PATH…"""
    set_up(development=False)
    return run_aloud([_MAJAKKA, *args], cwd=Path.cwd())


def docs(_args: Sequence[str]) -> int:
    """What is written where."""
    for path in [*sorted(CHECKOUT.glob("*.md")), *sorted(CHECKOUT.glob("docs/**/*.md"))]:
        titles = (line[2:].strip() for line in path.read_text().splitlines() if line.startswith("# "))
        print(f"  {path.relative_to(CHECKOUT).as_posix():<44} {next(titles, '')}")
    return 0


def lock(_args: Sequence[str]) -> int:
    """Lock the newest allowed packages anew: hashes, no addresses. Needs the network."""
    with tempfile.TemporaryDirectory() as folder:
        uv = _uv(Path(folder))
        for source in ("requirements.in", "requirements-dev.in", "requirements-node.in"):
            target = Path(source).with_suffix(".lock").name
            print(f"Locking {target}")
            same = ["-c", "requirements.lock"] if source == "requirements-dev.in" else []
            if code := run_aloud([*uv, "pip", "compile", *_UV_OPTIONS, *same, source, "-o", target]):
                return code
    print("Locking package-lock.json")
    npm = shutil.which("npm")
    if not npm:
        raise SetUpError(
            "package-lock.json is made by npm, and there is none here.", "Debian: sudo apt install npm"
        )
    return run_aloud([npm, "install", *_NPM_OPTIONS])


def _uv(folder: Path) -> Sequence[str | Path]:
    """uv of the system, else one installed for the moment."""
    if uv := shutil.which("uv"):
        return [uv]
    print("Fetching uv for this step")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", "uv"], check=True, env=clean_environment())
    return [folder / "bin" / "uv"]


_MENU: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "types": types,
    "mend": mend,
    "psql-test": psql_test,
    "bench": bench,
    "translate": translate,
    "shell": shell,
    "majakka": majakka,
    "docs": docs,
    "lock": lock,
}


def _print_menu() -> None:
    print("Majakka, for developers\n")
    for name, deed in _MENU.items():
        print(f"  ./dev {name:<10} {deed.__doc__}")
    print("\nThe first run sets everything up by itself: a minute or two and about 1 GB (tests: 2 GB).")


def main(args: Sequence[str]) -> int:
    if not args or args[0] in ("-h", "--help", "help"):
        _print_menu()
        return 0
    if args[0] not in _MENU:
        print(f"./dev does not know '{args[0]}'.\n", file=sys.stderr)
        _print_menu()
        return 2
    try:
        return _MENU[args[0]](args[1:])
    except SetUpError as error:
        print(f"\n{error.what}", *[f"  {line}" for line in error.remedy], sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
