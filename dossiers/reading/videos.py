"""Videos: where a player is found for the address of a video. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtube-nocookie.com"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}


@dataclass(frozen=True)
class VideoPlayer:
    """A video elsewhere: whose site it is on, and the address of a player that our policy lets in ("" if none)."""

    host: str
    embed_address: str = ""


def video_player(address):
    """The player for an address, or None where there is no address that a browser could open."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if host == "youtu.be" or host in YOUTUBE:
        return VideoPlayer("YouTube", _youtube(host, parts))
    if host in VIMEO:
        return VideoPlayer("Vimeo", _vimeo(parts))
    return VideoPlayer(host.removeprefix("www."))


def _youtube(host, parts):
    path = parts.path.strip("/").split("/")
    parameter = parse_qs(parts.query).get("v", [""])[0]
    name = path[0] if host == "youtu.be" else parameter or (path[1] if len(path) > 1 else "")
    is_name = re.fullmatch(r"[\w-]{6,20}", name, re.ASCII)
    return f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1" if is_name else ""


def _vimeo(parts):
    match = re.fullmatch(r"/(?:video/|channels/\w+/)?([0-9]+)(?:/(\w+))?/?", parts.path, re.ASCII)
    if not match:
        return ""
    secret = match[2] or parse_qs(parts.query).get("h", [""])[0]
    key = f"&h={secret}" if re.fullmatch(r"[0-9a-f]+", secret) else ""
    return f"https://player.vimeo.com/video/{match[1]}?autoplay=1&dnt=1{key}"
