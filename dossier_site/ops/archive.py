"""The file format of a backup: a compressed tar of folders, and last in it a manifest with every file's SHA-256.

Knows nothing of databases or of the site: it packs folders and unpacks them whole and unchanged, or not at all.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path, PurePosixPath

FORMAT = 1
MANIFEST = "manifest.json"
DAMAGE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


class Unusable(Exception):
    """This backup cannot be used; the message says why."""


class Incomplete(Exception):
    """This backup would lack files that belong to it: `missing`, in order."""

    def __init__(self, missing: list[str]):
        super().__init__(missing)
        self.missing = missing


def pack(target: Path, folders: dict[str, Path], about: dict, wanted: set[str] = frozenset()) -> None:
    """Write `folders` (name in the archive to folder) and a manifest that starts with `about` to the new file `target`.

    The file appears under its name when it is complete, and only its owner can read it. Raises FileExistsError when the
    name is taken. Files that vanish meanwhile are left out: the site may be running. Raises Incomplete when one of them
    is `wanted` (names inside any of the folders).
    """
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
            hashes = {}
            for name, folder in folders.items():
                hashes |= _add_folder(tar, name, folder)
            if missing := wanted - {member.partition("/")[2] for member in hashes}:
                raise Incomplete(sorted(missing))
            _add_manifest(tar, about | {"format": FORMAT, "files": hashes})
            tar.close()
            os.fsync(handle)
        target.touch(mode=0o600, exist_ok=False)  # takes the name, also where a file system knows no hard links
        os.replace(draft, target)
    finally:
        Path(draft).unlink(missing_ok=True)


def unpack(source: Path, folder: Path, names: tuple[str, ...]) -> dict:
    """Unpack `source` into the empty `folder` and give its manifest. Raises Unusable for anything odd or damaged.

    Only plain files below the folders called `names` are taken, so nothing can land elsewhere.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            hashes = {member.name: _take(tar, member, folder, names) for member in tar}
    except OSError as error:
        if not isinstance(error, DAMAGE):
            raise Unusable(f"{source} cannot be read: {error.strerror}.") from error
        raise Unusable(f"{source} is damaged or is no backup ({error}).") from error
    except DAMAGE as error:
        raise Unusable(f"{source} is damaged or is no backup ({error}).") from error
    return _verified(folder, hashes)


class _Hashing:
    """A file that computes its SHA-256 while it is read."""

    def __init__(self, file):
        self.file, self.hash = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.hash.update(data)
        return data


def _add_folder(tar: tarfile.TarFile, name: str, folder: Path) -> dict[str, str]:
    hashes = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        member = f"{name}/{path.relative_to(folder).as_posix()}"
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            hashing = _Hashing(file)
            tar.addfile(tar.gettarinfo(arcname=member, fileobj=file), hashing)
        hashes[member] = hashing.hash.hexdigest()
    return hashes


def _add_manifest(tar: tarfile.TarFile, manifest: dict) -> None:
    data = json.dumps(manifest, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(data), 0o600
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        tar.addfile(member, file)


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, names: tuple[str, ...]) -> str:
    """Unpack one member and give its SHA-256."""
    path = PurePosixPath(member.name)
    inside = path.parts[0] in names and len(path.parts) > 1 and ".." not in path.parts if path.parts else False
    target = folder / path
    if not member.isreg() or not (inside or member.name == MANIFEST) or target.exists():
        raise Unusable(f"The backup holds {member.name!r}, which does not belong there.")
    target.parent.mkdir(parents=True, exist_ok=True)
    hashing = _Hashing(tar.extractfile(member))
    with target.open("xb") as file:
        shutil.copyfileobj(hashing, file)
    target.chmod(member.mode & 0o644 | 0o600)
    return hashing.hash.hexdigest()


def _verified(folder: Path, hashes: dict[str, str]) -> dict:
    if MANIFEST not in hashes:
        raise Unusable("The backup is not complete: it has no manifest.")
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        written, expected = manifest["format"], dict(manifest["files"])
    except (ValueError, KeyError, TypeError) as error:
        raise Unusable("The backup's manifest cannot be read.") from error
    if written != FORMAT:
        raise Unusable(f"The backup has format {written}, this version of the site reads format {FORMAT}.")
    del hashes[MANIFEST]
    if odd := sorted(name for name in hashes.keys() | expected.keys() if hashes.get(name) != expected.get(name)):
        raise Unusable(f"The backup is damaged: {odd[0]} is not as it was written.")
    return manifest
