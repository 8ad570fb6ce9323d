"""A client of yaml-language-server, as an editor is one: JSON-RPC over standard input and output."""

import json
import queue
import subprocess
import threading

TIMEOUT = 60  # seconds; an answer takes a tenth of one

# What an editor's user would set. Nothing is fetched: the schema is named by the file.
SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "[yaml]": {},
    "editor": {},
    "files": {},
    "vscode-yaml": {},
    "http": {},
}


def settings_of(section):
    """One section of the settings: a dotted path; nothing for one that isn't set."""
    value = SETTINGS
    for step in (section or "").split("."):
        value = value.get(step, {}) if step else value
    return value


class LanguageServer:
    """Starts the server, and is told of open documents."""

    def __init__(self, command, folder):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        self.last_id = 0
        self.version = 0
        threading.Thread(target=self.read_on, daemon=True).start()
        self.ask("initialize", {
            "processId": None, "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
            "capabilities": {"workspace": {"configuration": True},
                             "textDocument": {"hover": {"contentFormat": ["markdown"]}}}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def stop(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.wait(TIMEOUT)
        self.process.stdin.close()
        self.process.stdout.close()

    # --- messages ---

    def read_on(self):
        """Puts what the server says into the queue; None when it has ended."""
        while True:
            length = None
            for line in iter(self.process.stdout.readline, b"\r\n"):
                if not line:
                    self.messages.put(None)
                    return
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            self.messages.put(json.loads(self.process.stdout.read(length)))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.last_id += 1
        asked = self.last_id
        self.send({"id": asked, "method": method, "params": params})
        answer = self.wait_for(lambda message: message.get("id") == asked and "method" not in message)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait_for(self, wanted):
        """The first message that is wanted; what the server asks in between is answered."""
        while True:
            message = self.messages.get(timeout=TIMEOUT)
            if message is None:
                raise RuntimeError("the server has ended")
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": self.answer_to(message)})
            elif wanted(message):
                return message

    @staticmethod
    def answer_to(message):
        if message["method"] == "workspace/configuration":
            return [settings_of(item.get("section")) for item in message["params"]["items"]]
        return None

    # --- documents ---

    def open(self, path, text):
        """Opens a document; what the server says is wrong with it."""
        self.version += 1  # the server keeps what it has parsed by name and version
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": path.as_uri(), "languageId": "yaml", "version": self.version, "text": text}})
        return self.diagnostics_of(path)

    def close(self, path):
        self.tell("textDocument/didClose", {"textDocument": {"uri": path.as_uri()}})
        self.diagnostics_of(path)  # there are none any more, and it says so

    def diagnostics_of(self, path):
        said = self.wait_for(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                             and message["params"]["uri"] == path.as_uri())
        return said["params"]["diagnostics"]

    def ask_at(self, method, path, line, character):
        return self.ask(f"textDocument/{method}", {
            "textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}})

    def hover(self, path, line, character):
        found = self.ask_at("hover", path, line, character)
        return found["contents"]["value"] if found else ""

    def completion(self, path, line, character):
        found = self.ask_at("completion", path, line, character)
        return found["items"] if isinstance(found, dict) else found or []
