"""A Firefox that is driven by its own protocol, Marionette: Playwright knows only one that it patched itself."""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.postgresql import free_port

MISSING = "No Firefox: install Debian's package firefox-esr, or set FIREFOX to the path of one."
PATIENCE = 30  # seconds
# What is on the clipboard is put there by the browser itself, as another program would.
COPY = """
const text = Cc["@mozilla.org/supports-string;1"].createInstance(Ci.nsISupportsString);
const copied = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
text.data = arguments[0];
copied.init(null);
copied.addDataFlavor("text/html");
copied.setTransferData("text/html", text);
Services.clipboard.setData(copied, null, Services.clipboard.kGlobalClipboard);
"""
CONTROL = "\ue009"


def find() -> str | None:
    """The path of an installed Firefox: FIREFOX, or one on the PATH."""
    names = (os.environ.get("FIREFOX") or "", "firefox-esr", "firefox")
    return next(filter(None, map(shutil.which, names)), None)


class Firefox:
    """One browser on a profile of its own, which stays when it is killed."""

    def __init__(self, profile: Path):
        port = free_port()
        profile.mkdir(exist_ok=True)
        (profile / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        command = [find(), "--headless", "--marionette", "-remote-allow-system-access", "--no-remote", "--profile"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([*command, profile], env=os.environ | {"HOME": str(profile)}, **quiet)
        self.socket = _connected(port)
        self.answers, self.number = self.socket.makefile("rb"), 0
        self._read()
        self.ask("WebDriver:NewSession", timeouts={"pageLoad": PATIENCE * 1000})

    def ask(self, command, **parameters):
        """Have a command of WebDriver done; what it gives."""
        self.number += 1
        message = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(message), message))
        _kind, _number, error, value = self._read()
        assert error is None, error
        return value.get("value", value) if isinstance(value, dict) else value

    def _read(self):
        length = b"".join(iter(lambda: self.answers.read(1), b":"))
        return json.loads(self.answers.read(int(length)))

    def kill(self):
        """As a computer that goes off: nothing is told to any page."""
        self.process.kill()
        self.process.wait()
        self.socket.close()

    def run(self, script, *arguments):
        """What a script gives in the page."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=arguments)

    def until(self, condition):
        """Wait until something holds in the page, which may be loading yet; what it gives."""
        for _ in range(PATIENCE * 20):
            if value := self.run(f"try {{ return {condition} }} catch {{ return null }}"):
                return value
            time.sleep(0.05)
        raise AssertionError(f"{condition}: not on {self.run('return location.href')}")

    def go(self, address):
        """Open a page."""
        self.ask("WebDriver:Navigate", url=address)

    def element(self, selector):
        """The first that a selector finds, in the middle of the screen, as soon as it is there."""
        self.until(f"document.querySelector({json.dumps(selector)}) !== null")
        found = self.run(
            "const [e] = [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility());"
            "e.scrollIntoView({ block: 'center' }); return e",
            selector,
        )
        return next(iter(found.values()))

    def click(self, selector):
        """Press something."""
        self.ask("WebDriver:ElementClick", id=self.element(selector))

    def type(self, selector, text):
        """Type into something."""
        self.ask("WebDriver:ElementSendKeys", id=self.element(selector), text=text)

    def press(self, text):
        """Type where the cursor is."""
        self._act(*((act, letter) for letter in text for act in ("keyDown", "keyUp")))

    def paste(self, html):
        """Paste what another program copied, where the cursor is."""
        self.ask("Marionette:SetContext", value="chrome")
        self.run(COPY, html)
        self.ask("Marionette:SetContext", value="content")
        self._act(("keyDown", CONTROL), ("keyDown", "v"), ("keyUp", "v"), ("keyUp", CONTROL))

    def _act(self, *presses):
        keys = [{"type": act, "value": key} for act, key in presses]
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": keys}])


def _connected(port):
    for _ in range(PATIENCE * 20):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.05)
    raise AssertionError("Firefox did not start.")
