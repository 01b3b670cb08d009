"""A real yaml-language-server, asked what an editor's user would see; tests only."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

# A server publishes marks more than once for a file: they stand when it has been quiet for so many seconds.
QUIET = 1.0
PATIENCE = 60
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "http": {"proxy": "", "proxyStrictSSL": False},
    "editor": {"tabSize": 2, "detectIndentation": False},
}


class LanguageServer:
    """One server process spoken to over its standard input and output; a line and a column count from 1."""

    def __init__(self, command: Path, root: Path) -> None:
        """Start the server for the files below `root`."""
        self.root = root
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.sent = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        """Greet the server as an editor does."""
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
            },
        }
        greeting = {"processId": os.getpid(), "rootUri": self.root.as_uri(), "capabilities": capabilities}
        self.request("initialize", greeting)
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self.process.kill()
        self.process.communicate()

    def open(self, file: Path, text: str | None = None) -> list[str]:
        """Show a file to the server, perhaps with other text than on disk; return `line: message` for each mark."""
        uri = file.as_uri()
        self.diagnostics.pop(uri, None)
        content = file.read_text(encoding="utf-8") if text is None else text
        self._send({"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}})
        # The server keeps what it parsed by version.
        self.sent += 1
        document = {"uri": uri, "languageId": "yaml", "version": self.sent, "text": content}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while uri not in self.diagnostics:
            self._take(PATIENCE)
        try:
            while True:
                self._take(QUIET)
        except queue.Empty:
            pass
        return [f"{mark['range']['start']['line'] + 1}: {mark['message']}" for mark in self.diagnostics[uri]]

    def complete(self, file: Path, line: int, column: int) -> dict[str, str]:
        """Return what is offered at a place: each label with its help."""
        answer = self.request("textDocument/completion", self._at(file, line, column)) or []
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _plain(item.get("documentation")) for item in items}

    def hover(self, file: Path, line: int, column: int) -> str:
        """Return the help that is shown at a place."""
        answer = self.request("textDocument/hover", self._at(file, line, column))
        return _plain(answer["contents"]) if answer else ""

    def request(self, method: str, params: dict[str, Any]) -> Any:
        """Ask the server and return its answer."""
        self.sent += 1
        number = self.sent
        self._send({"id": number, "method": method, "params": params})
        while (message := self._take(PATIENCE)).get("id") != number or "method" in message:
            pass
        return message["result"]

    def _at(self, file: Path, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line - 1, "character": column - 1}}

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        """Put every message of the server's into the inbox, until it ends."""
        assert self.process.stdout
        while head := self.process.stdout.readline():
            length = 0
            while line := head.strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
                head = self.process.stdout.readline()
            self.inbox.put(json.loads(self.process.stdout.read(length)))

    def _take(self, seconds: float) -> dict[str, Any]:
        """Return the next message; what the server asks of an editor is answered here."""
        message = self.inbox.get(timeout=seconds)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    @staticmethod
    def _answer(message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(item.get("section") or "") for item in message["params"]["items"]]


def _plain(content: Any) -> str:
    return content.get("value", "") if isinstance(content, dict) else content or ""
