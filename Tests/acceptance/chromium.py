"""Loads HTML in headless Chromium, by the DevTools protocol over a pipe, and says what it did: scripts that ran, requests, navigations, and what stands in the
document. There is no network: every request is recorded and refused.
"""
import contextlib
import dataclasses
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
import urllib.parse

from feedd import die_with_parent

CHROMIUM = shutil.which("chromium")
ORIGIN = "http://reader.test/"
"""Where the page is that shows the HTML; the browser asks for it, and is answered here."""

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = [
    "--headless", "--disable-gpu", "--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions", "--disable-sync", "--mute-audio",
    "--disable-features=Translate,MediaRouter,OptimizationHints,IsolateOrigins,site-per-process", "--disable-site-isolation-trials",
    "--host-resolver-rules=MAP * ~NOTFOUND"]
# Each frame of the page, also one that hostile HTML makes, has the function that hostile scripts call.
EVERY_FRAME = "window.ran = (...words) => window.reportScript(String(words[0]))"


def out_of_the_way(descriptor):
    """A copy of a file descriptor with a number from 10 on."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    """One thing that HTML did or has, and should not."""
    kind: str
    """`script`, `request`, `navigation`, `dialog`; of the document that came of it `attribute`, `element`, `address`; `error` where it broke the page's own script."""
    detail: str

    def __str__(self):
        return f"{self.kind}: {self.detail}"


class Navigated(Exception):
    """The page was left while something was asked of it."""


class Chromium:
    """A running browser with one page."""

    def __init__(self, directory):
        self.profile = os.path.join(directory, "profile")
        # The browser reads its file descriptor 3 and writes to 4. The ends that it is given have other numbers at first, so that none is overwritten.
        to_browser, self.sending = map(out_of_the_way, os.pipe())
        self.receiving, from_browser = map(out_of_the_way, os.pipe())
        with open(os.path.join(directory, "chromium.log"), "wb") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", f'exec "$@" 3<&{to_browser} 4>&{from_browser} {to_browser}<&- {from_browser}>&-', "chromium", CHROMIUM, *FLAGS,
                 f"--user-data-dir={self.profile}", "about:blank"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(to_browser, from_browser), preexec_fn=die_with_parent())
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.buffer, self.session = 0, b"", None
        self.answers, self.findings = {}, []
        with open(os.path.join(HERE, "chromium.js")) as script:
            self.script = script.read()
        self.open_page()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError, AssertionError):
            self.call("Browser.close", browser=True, seconds=5)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self.process.kill()
        self.process.wait()
        os.close(self.sending)
        os.close(self.receiving)
        shutil.rmtree(self.profile, ignore_errors=True)

    # --- What the tests ask ---------------------------------------------------------------------------------------------------------------

    def load(self, documents):
        """Loads several pieces of HTML into one page, each in elements and frames of its own; returns the findings, as a set."""
        self.is_loaded = False
        self.call("Page.navigate", url=ORIGIN)
        assert self.is_loaded or self.read(lambda: self.is_loaded, 30), "the page does not load"
        self.findings = []
        try:
            self.evaluate(self.script)
            for kind, detail in self.evaluate(f"load({json.dumps(documents)})"):
                self.find(kind, detail)
        except Navigated:
            self.find("navigation", "the page itself was left")
        self.settle()
        return set(self.findings)

    def load_each(self, documents, batch=100):
        """Loads many pieces of HTML; returns those with findings, as {document: set of findings}. One that is among a batch with findings is loaded again alone."""
        found = {}
        for start in range(0, len(documents), batch):
            together = documents[start:start + batch]
            if not self.load(together):
                continue
            before = len(found)
            for document in together:
                if findings := self.load([document]):
                    found[document] = findings
            assert len(found) > before, f"what documents {start} to {start + len(together)} did together, none does alone"
        return found

    # --- The protocol ---------------------------------------------------------------------------------------------------------------------

    def open_page(self):
        target = self.call("Target.createTarget", browser=True, url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", browser=True, targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        self.call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        self.call("Runtime.addBinding", name="reportScript")
        self.call("Page.addScriptToEvaluateOnNewDocument", source=EVERY_FRAME)

    def call(self, method, browser=False, seconds=120, **parameters):
        """Sends a command and waits for its answer."""
        self.number += 1
        number = self.number
        self.send(number, method, parameters, None if browser else self.session)
        self.read(lambda: number in self.answers, seconds)
        assert number in self.answers, f"no answer to {method} within {seconds} s"
        answer = self.answers.pop(number)
        if "navigated or closed" in answer.get("error", {}).get("message", ""):
            raise Navigated
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            self.find("error", result["exceptionDetails"].get("exception", {}).get("description", ""))
            return []
        return result["result"].get("value")

    def settle(self):
        """Waits until nothing has happened for a moment."""
        while self.read(lambda: False, 0.05):
            pass

    def send(self, number, method, parameters, session):
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.sending, data):]

    def tell(self, method, **parameters):
        """Sends a command whose answer does not matter."""
        self.number += 1
        self.send(self.number, method, parameters, self.session)

    def read(self, condition, seconds):
        """Handles messages until `condition` is true, or no message has come for so many seconds; returns whether an event came."""
        event = False
        end = time.monotonic() + seconds
        while not condition():
            ready, _, _ = select.select([self.receiving], [], [], max(0, end - time.monotonic()))
            if not ready:
                return event
            data = os.read(self.receiving, 1 << 20)
            assert data, "Chromium ended"
            *whole, self.buffer = (self.buffer + data).split(b"\0")
            for message in map(json.loads, whole):
                if "id" in message:
                    self.answers[message["id"]] = message
                elif handler := self.HANDLERS.get(message["method"]):
                    event = True
                    handler(self, message["params"])
        return event

    # --- What happens in the page ---------------------------------------------------------------------------------------------------------

    def find(self, kind, detail):
        self.findings.append(Finding(kind, detail[:200]))

    def on_script(self, event):
        self.find("script", event["payload"])

    def on_dialog(self, event):
        self.find("dialog", event["message"])
        self.tell("Page.handleJavaScriptDialog", accept=True)

    def on_load(self, event):
        self.is_loaded = True

    def on_request(self, event):
        """Answers the page itself; refuses everything else."""
        if event["request"]["url"] == ORIGIN:
            headers = [{"name": "Content-Type", "value": "text/html; charset=utf-8"}]
            self.tell("Fetch.fulfillRequest", requestId=event["requestId"], responseCode=200, responseHeaders=headers, body="")
        else:
            self.tell("Fetch.failRequest", requestId=event["requestId"], errorReason="BlockedByClient")

    def on_request_sent(self, event):
        """Images, audio and video over http and https may be asked for, and images within the document."""
        url, kind = event["request"]["url"], event.get("type")
        allowed = ("http:", "https:", "data:image/") if kind == "Image" else ("http:", "https:")
        if url not in (ORIGIN, ORIGIN + "favicon.ico") and (kind not in ("Image", "Media") or not url.startswith(allowed)):
            self.find("request", f"{kind} {url}")

    def on_web_socket(self, event):
        self.find("request", f"WebSocket {event['url']}")

    def on_navigation(self, event):
        url = event["frame"]["url"] if "frame" in event else event["url"]
        if urllib.parse.urldefrag(url).url not in (ORIGIN, "about:blank", "about:srcdoc"):
            self.find("navigation", url)

    HANDLERS = {
        "Runtime.bindingCalled": on_script,
        "Page.javascriptDialogOpening": on_dialog,
        "Fetch.requestPaused": on_request,
        "Network.requestWillBeSent": on_request_sent,
        "Network.webSocketCreated": on_web_socket,
        "Page.loadEventFired": on_load,
        "Page.frameNavigated": on_navigation,
        "Page.frameRequestedNavigation": on_navigation,
        "Page.windowOpen": on_navigation,
        "Page.downloadWillBegin": on_navigation,
    }
