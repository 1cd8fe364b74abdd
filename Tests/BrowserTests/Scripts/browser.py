"""A headless Chromium on a running newsroom, with the helpers of the scripts.

Nothing here waits for a fixed time: `wait` polls until a condition holds. An alarm ends a script that hangs, together
with its browser.
"""

import base64
import json
import os
import pathlib
import signal
import sys
import traceback

import axe_playwright_python
from selenium import webdriver
from selenium.common.exceptions import JavascriptException, StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

__all__ = ["Browser", "By", "Keys", "check"]

PATIENCE = 30
AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
# The rules of WCAG 2.2 levels A and AA, and best practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Errors that can occur during a page change.
PASSING = [JavascriptException, StaleElementReferenceException]


def check(holds, message):
    if not holds:
        raise AssertionError(message)


class Browser:
    """`with Browser() as browser:`; the address of the newsroom is the script's first argument."""

    def __init__(self):
        self.address = sys.argv[1]
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        options.page_load_strategy = "normal"
        for argument in ["--headless", "--disable-dev-shm-usage", "--disable-gpu", "--lang=nl", "--hide-scrollbars"]:
            options.add_argument(argument)
        if os.geteuid() == 0:
            # Chromium's sandbox does not run as root.
            options.add_argument("--no-sandbox")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(PATIENCE)
        self.desktop()

    def __enter__(self):
        signal.signal(signal.SIGALRM, self.__hung)
        signal.alarm(110)
        return self

    def __exit__(self, kind, fault, trace):
        signal.alarm(0)
        if fault is not None:
            traceback.print_exception(fault)
            try:
                print(f"at {self.driver.current_url}", file=sys.stderr)
                print(self.driver.page_source[:4000], file=sys.stderr)
            except Exception:
                print("the browser sends no more", file=sys.stderr)
        self.driver.quit()
        return False

    @staticmethod
    def __hung(*_):
        raise TimeoutError("the script took more than 110 seconds")

    # Viewing conditions.

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def screen(self, width, height, mobile=False):
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile
        )

    def desktop(self):
        self.screen(1280, 900)

    def phone(self):
        self.screen(360, 780, mobile=True)

    def scheme(self, name):
        """`light` or `dark`."""
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def printed(self):
        self.command("Emulation.setEmulatedMedia", media="print")

    def scripts(self, run):
        """Sets whether pages may run scripts, from the next page on."""
        self.command("Emulation.setScriptExecutionDisabled", value=not run)

    def languages(self, value):
        """Sets Accept-Language."""
        agent = self.driver.execute_cdp_cmd("Browser.getVersion", {})["userAgent"]
        self.command("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=value)

    # Actions and checks.

    def open(self, path):
        self.driver.get(self.address + path if path.startswith("/") else path)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        """Waits for a visible element and returns it."""
        self.wait(lambda: any(e.is_displayed() for e in self.all(selector)), f"{selector} is seen")
        return next(e for e in self.all(selector) if e.is_displayed())

    def text(self, selector="body"):
        return self.one(selector).text

    def wait(self, holds, what):
        """Polls until the condition holds; a stale element counts as not yet."""
        WebDriverWait(
            self.driver, PATIENCE, poll_frequency=0.05, ignored_exceptions=PASSING
        ).until(lambda _: holds(), f"waited in vain: {what}")

    def follow(self, element):
        """Clicks a link or button, and waits for the next page."""
        self.run("window.isOld = true")
        element.click()
        self.wait(
            lambda: self.run("return !window.isOld && document.readyState === 'complete'"), "the next page is there"
        )

    def complaints(self):
        """The browser's log since the last call: blocked scripts, missing files, exceptions."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def axe(self, *rules):
        """Fails when axe finds a violation of these rules, or of all, on this page."""
        found = self.isolated(
            AXE + f";axe.run(document, {{runOnly: {list(rules) or RULES}, resultTypes: ['violations']}}).then("
            "r => JSON.stringify(r.violations.map("
            "v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.target + ': ' + n.failureSummary)}))))"
        )
        faults = json.loads(found)
        lines = [f"{fault['id']}: {fault['help']}\n    " + "\n    ".join(fault["nodes"][:5]) for fault in faults]
        check(not faults, f"axe at {self.driver.current_url}:\n  " + "\n  ".join(lines))

    def isolated(self, script):
        """Runs a script outside the page, whose policy blocks foreign scripts, and returns its value."""
        frame = self.command("Page.getFrameTree")["frameTree"]["frame"]["id"]
        world = self.command("Page.createIsolatedWorld", frameId=frame)["executionContextId"]
        answer = self.command(
            "Runtime.evaluate", expression=script, contextId=world, awaitPromise=True, returnByValue=True
        )
        check("exceptionDetails" not in answer, str(answer.get("exceptionDetails")))
        return answer["result"]["value"]

    def picture(self, name, full=False):
        """Saves a screenshot if NEWSROOM_PICTURES names a folder."""
        folder = os.environ.get("NEWSROOM_PICTURES")
        if not folder:
            return
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        shot = self.command("Page.captureScreenshot", format="png", captureBeyondViewport=full)
        pathlib.Path(folder, name + ".png").write_bytes(base64.b64decode(shot["data"]))
