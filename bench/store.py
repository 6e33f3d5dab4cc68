"""Every measurement that needs a database, against the one in the environment: import, classification, pages.

Run as `python -m bench.store FILES SERIAL_FOLDER PAGES`; prints one line of JSON.
"""

import json
import resource
import sys
import tempfile
from pathlib import Path

import django

from bench.importing import measure_import
from bench.material import real_notices, write_notice_files
from bench.pages import measure_pages

_STEP = 20_000  # files on the disk at a time while the store is filled up for the pages


def main(files: Path, wanted: int, pages: int) -> None:
    django.setup()
    from majakka.base.clock import read_now
    from majakka.intake.operations import import_notices
    from majakka.jobs.steps import run_steps
    from majakka.jobs.store import load_reference_data, make_folders, update_database

    make_folders()
    update_database()
    load_reference_data(now=read_now())
    originals = real_notices()
    figures = measure_import(files, originals)
    for first in range(wanted, pages, _STEP):
        with tempfile.TemporaryDirectory(prefix="majakka-bench-") as folder:
            write_notice_files(Path(folder), originals, min(_STEP, pages - first), first=first)
            import_notices([Path(folder)], now=read_now())
    figures["peak_all_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    run_steps(now=read_now())
    print(json.dumps({"import": figures, "pages": measure_pages()}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
