"""Where files are: paths on this machine, or addresses (`https://`, `s3://` and others) that fsspec opens."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import pipeline
from pipeline.errors import UsageError

CONNECT_SECONDS, READ_SECONDS = 20.0, 60.0
"""How long a server may take to answer, and between two pieces of what it sends."""

_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Address:
    """A file at an address; what is shown and stored of it is without a name and password in it."""

    url: str

    @property
    def scheme(self) -> str:
        return self.url.split("://")[0].lower()

    @property
    def is_web(self) -> bool:
        return self.scheme in _WEB

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.url).path).rstrip("/").rsplit("/", 1)[-1]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    def __str__(self) -> str:
        return re.sub(r"^(\w+://)[^/?#@]*@", r"\1", self.url)

    def as_posix(self) -> str:
        return str(self)

    def read_bytes(self) -> bytes:
        """Return the whole file; raises `OSError` with words for a person where it cannot be had."""
        with _in_words():
            files, path = _opened(self)
            data: bytes = files.cat_file(path)
            return data


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file from an address that is read more than once."""

    address: Address
    data: bytes

    def as_posix(self) -> str:
        return self.address.as_posix()

    def read_bytes(self) -> bytes:
        return self.data


Place: TypeAlias = Path | Address
Readable: TypeAlias = Place | Fetched


def fetched(place: Place) -> Readable:
    """Return a place whose file can be read again at no cost; one that cannot be read now says so when it is read."""
    if isinstance(place, Address):
        with suppress(OSError):
            return Fetched(place, place.read_bytes())
    return place


def place(written: str) -> Place:
    """Return the place that a person wrote: an address where it names a scheme, else a path."""
    if not re.match(r"[a-z][a-z0-9+]+://", written, re.IGNORECASE):
        return Path(written)
    if written.lower().startswith("file://"):
        from urllib.request import url2pathname

        return Path(url2pathname(urlsplit(written).path))
    return Address(written)


def real_path(path: Path) -> Path:
    """Return where a path leads; one of links that go in a circle, on which `Path.resolve` breaks off, leads to one of them."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a zero byte in a name
        return path


def files_at(address: Address) -> tuple[list[Address], bool]:
    """Return the files that an address names, by a pattern (`*`) or as a folder, and whether it is a folder.

    A web page that ends with `/` gives the files it links to beside itself; what is no folder and no pattern is one file. Raises
    `UsageError` where there is no such folder or its kind of address cannot be opened here.
    """
    wild = "*" in address.url
    if address.is_web and not wild and not address.url.endswith("/"):
        return [address], False
    try:
        with _in_words():
            files, path = _opened(address)
            if wild:
                found = files.glob(path)
            elif address.is_web:
                found = [entry["name"] for entry in files.ls(path, detail=True) if not entry["name"].endswith("/")]
            elif files.isdir(path):
                found = files.find(path)
            else:
                return [address], False
    except OSError as error:
        raise UsageError(f"{address}: the files there cannot be listed: {error.strerror or error}") from error
    return [Address(files.unstrip_protocol(path)) for path in sorted(found)], not wild


def _opened(address: Address) -> tuple[Any, str]:
    """Return what lists and reads an address's files, and the file's name to it."""
    if find_spec("fsspec") is None:
        raise UsageError(f"{address}: to read from addresses install the package fsspec: pip install 'council-journeys[remote]'")
    import fsspec

    try:
        files, path = fsspec.url_to_fs(address.url, **_settings(address.scheme))
    except ImportError as error:
        raise UsageError(f"{address}: {error}; pip install 'council-journeys[remote]'") from error
    except ValueError as error:
        raise UsageError(f"{address} is no address that can be read: {error}") from error
    return files, str(path)


@functools.cache
def _web_settings() -> dict[str, Any]:
    from aiohttp import ClientTimeout

    timeout = ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS)
    return {"client_kwargs": {"timeout": timeout, "headers": {"User-Agent": f"council-journeys/{pipeline.__version__}"}}}


def _settings(scheme: str) -> dict[str, Any]:
    return _web_settings() if scheme in _WEB and find_spec("aiohttp") else {}


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what the clients of servers raise into `OSError`s with words."""
    try:
        yield
    except FileNotFoundError as error:
        raise OSError("there is nothing at this address") from error
    except PermissionError as error:
        raise OSError("the server does not let it be read") from error
    except TimeoutError as error:
        raise OSError("the server takes too long to answer") from error
    except _failures() as error:
        status = getattr(error, "status", None)
        said = f"the server answers {status}" if status else f"the server cannot be reached ({error})"
        raise OSError(said) from error


def _failures() -> tuple[type[Exception], ...]:
    """Return what is raised by those clients that are in use: not all of it is an `OSError`."""
    found: list[type[Exception]] = [ConnectionError]
    for module, name in (
        ("aiohttp", "ClientError"),
        ("botocore.exceptions", "BotoCoreError"),
        ("botocore.exceptions", "ClientError"),
    ):
        if module in sys.modules:
            found.append(getattr(sys.modules[module], name))
    return tuple(found)
