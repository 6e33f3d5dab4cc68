"""The raw archive: every outside file as it came, found by the hash of its bytes.

Content-addressed: the same bytes are kept once, a kept file is never changed. Files are compressed with
Zstandard (`ab/<sha256>.zst`; the `zstd` tool opens them). A file appears under its name only when it is
whole: it is written beside and renamed, so a killed process leaves at most a stray `.part` file.
"""

import hashlib
import os
from pathlib import Path

import zstandard

# Level 1: eForms XML shrinks to a tenth already, and importing must stay fast.
_LEVEL = 1


def hash_bytes(data: bytes) -> str:
    """SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """Keeps bytes under `root` and gives them back by hash."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._compress = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._known_folders: set[Path] = set()

    def path_of(self, sha256: str) -> Path:
        return self.root / sha256[:2] / f"{sha256}.zst"

    def keep(self, data: bytes, sha256: str | None = None) -> str:
        """Keep the bytes; returns their hash. Keeping the same bytes again does nothing."""
        sha256 = sha256 or hash_bytes(data)
        path = self.path_of(sha256)
        folder = path.parent
        if folder not in self._known_folders:
            folder.mkdir(parents=True, exist_ok=True)
            self._known_folders.add(folder)
        if not path.exists():
            part = folder / f"{sha256}.{os.getpid()}.part"
            part.write_bytes(self._compress(data))
            part.replace(path)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes as they came. Raises FileNotFoundError; a damaged file raises ValueError."""
        data = zstandard.ZstdDecompressor().decompress(self.path_of(sha256).read_bytes())
        if hash_bytes(data) != sha256:
            raise ValueError(f"archive file {sha256} does not match its hash")
        return data

    def forget(self, sha256: str) -> None:
        """Take a kept file away: only for what was never real (the demo country). One that is not there is no error."""
        self.path_of(sha256).unlink(missing_ok=True)
