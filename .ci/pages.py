"""Opens exported pages in Chromium and checks what they promise; see .ci/pages."""

import os
import pathlib
import sys

import axe_playwright_python
from playwright.sync_api import Error, sync_playwright

AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
FORMS = {  # The looks in which accessibility is checked.
    "light": dict(color_scheme="light", viewport=dict(width=1280, height=900)),
    "dark": dict(color_scheme="dark", viewport=dict(width=1280, height=900)),
    "phone": dict(color_scheme="light", viewport=dict(width=390, height=844), has_touch=True),
}


class Check:
    """One page, and the sentences about what is wrong with it."""

    def __init__(self, browser, path):
        self.browser, self.path, self.faults = browser, path, []
        self.address = pathlib.Path(path).resolve().as_uri()

    def expect(self, holds, sentence):
        if not holds:
            self.faults.append(sentence)

    def opened(self, fragment="", **options):
        """A tab of its own, in which every message and every request counts as a fault."""
        context = self.browser.new_context(**options)
        context.set_default_timeout(5000)
        page = context.new_page()
        page.on("console", lambda message: self.faults.append(f"the console says: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"the script failed: {error}"))
        page.on("request", lambda request: self.expect(
            request.url.split("#")[0] == self.address, f"it asks for {request.url[:80]}"))
        page.goto(self.address + fragment)
        return page

    def becomes(self, page, expression, sentence, seconds=3):
        try:
            page.wait_for_function(expression, timeout=seconds * 1000)
        except Exception:
            self.faults.append(sentence)

    def at(self, page, step, sentence):
        """The number, the slider, the list, and the screen all show this step."""
        self.becomes(page, f"""() => document.querySelector('#count').textContent === '{step} of {self.last}'
            && document.querySelector('#slider').value === '{step}'
            && [...document.querySelectorAll('#steps a')].every((link, index) =>
                 (link.getAttribute('aria-current') === 'step') === (index === {step}))
            && document.querySelector('#now').textContent.startsWith('Step {step} of {self.last}: ')
            && (() => {{
                 const data = JSON.parse(document.querySelector('#screens').textContent);
                 return document.querySelector('#screen').textContent ===
                   data.screens[{step}].map(row => data.rows[row].filter(part => typeof part === 'string').join('')).join('\\n');
               }})()""", sentence)

    def steps(self):
        page = self.opened()
        self.last = page.locator("#steps li").count() - 1
        self.expect(page.title() == page.locator("h1").inner_text(), "its title is not its heading")
        self.at(page, 0, "it does not open at the start")
        far = min(9, self.last)
        keys = [("ArrowRight", min(1, self.last)), ("ArrowLeft", 0), ("End", self.last), ("Home", 0)]
        for key, step in keys:
            page.keyboard.press(key)
            self.at(page, step, f"{key} does not lead to step {step}")
            self.becomes(page, f"() => location.hash === '#{step}'", f"the address does not follow {key}")
        page.evaluate(f"location.hash = '#{far}'")
        self.at(page, far, f"#{far} does not lead to its step")
        self.expect(page.evaluate("scrollY") == 0, "stepping scrolls the page")
        page.locator("#steps a").last.click()
        self.at(page, self.last, "the last step of the list does not show it")
        page.get_by_role("button", name="Previous step").click()
        self.at(page, max(0, self.last - 1), "the button does not lead to the step before")
        page.get_by_role("button", name="Next step").click()
        self.at(page, self.last, "the button does not lead to the next step")
        page.locator("#slider").focus()
        page.keyboard.press("Home")
        self.at(page, 0, "Home does not move the slider to the start")
        page.keyboard.press("ArrowRight")
        self.at(page, min(1, self.last), "the right arrow moves the slider by another number than 1")
        page.context.close()
        page = self.opened(f"#{far}")
        self.at(page, far, f"it does not open at #{far}")
        self.expect(page.evaluate("scrollY") == 0, "it opens scrolled down to its list")
        page.context.close()

    def playing(self):
        page = self.opened()
        page.keyboard.press(" ")
        self.expect(page.locator("#play").inner_text() == "Pause", "the space bar does not play")
        self.at(page, min(2, self.last), "playing does not lead to the second step")
        page.keyboard.press(" ")
        self.expect(page.locator("#play").inner_text() == "Play", "the space bar does not pause")
        page.context.close()

    def copying(self):
        if "id=\"copy\"" not in pathlib.Path(self.path).read_text():
            return
        page = self.opened(permissions=["clipboard-read", "clipboard-write"])
        page.locator("#copy").click()
        self.becomes(page, "() => document.querySelector('#copy').textContent === 'Copied'", "it does not say Copied")
        self.expect(page.evaluate("navigator.clipboard.readText()") == page.locator("#command").inner_text(),
                    "the clipboard has another command")
        page.context.close()
        page = self.opened()
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
        page.locator("#copy").click()
        self.becomes(page, "() => document.querySelector('#copy').textContent === 'Press Ctrl+C'",
                     "it does not say what to do without a clipboard")
        self.expect(page.evaluate("getSelection().toString()") == page.locator("#command").inner_text(),
                    "the command is not selected")
        page.context.close()

    def cells(self, page):
        """Every character of the screen is in its cell, and every row is where its number says."""
        wrong = page.evaluate("""() => {
            const pre = document.querySelector('#screen'), style = getComputedStyle(pre);
            const probe = document.createElement('span');
            probe.textContent = '0'.repeat(100);
            pre.append(probe);
            const cell = probe.getBoundingClientRect().width / 100, line = parseFloat(style.lineHeight);
            probe.remove();
            const [left, top] = [pre.getBoundingClientRect().left + parseFloat(style.paddingLeft),
                                 pre.getBoundingClientRect().top + parseFloat(style.paddingTop)];
            let column = 0, row = 0;
            const wrong = [];
            for (const node of pre.childNodes) {
              if (!node.textContent) continue;
              if (node.textContent === '\\n') { row++; column = 0; continue; }
              const range = document.createRange();
              range.selectNodeContents(node);
              const box = (node.getBoundingClientRect ? node : range).getBoundingClientRect();
              const middle = (box.top + box.bottom) / 2 - top;
              if (Math.abs(box.left - left - column * cell) > 1 || Math.floor(middle / line) !== row)
                wrong.push(`${row},${column} ${node.textContent}`);
              column += Math.round(box.width / cell);
            }
            return wrong;
        }""")
        self.expect(not wrong, f"pieces of the screen are not in their cells: {wrong[:5]}")

    def looks(self):
        shots = os.environ.get("SHOTS")
        for form, options in FORMS.items():
            page = self.opened(f"#{min(9, self.last)}", bypass_csp=True, **options)
            for turn in ["", "-switched"]:
                if turn:
                    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
                    page.locator("#theme").click()
                    self.expect(page.evaluate("getComputedStyle(document.body).backgroundColor") != before,
                                "the button does not switch the colours")
                self.cells(page)
                self.expect(page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
                            f"the page is wider than the window, {form}")
                page.evaluate(AXE)
                # The rules for whole pages as well as those of the Web Content Accessibility Guidelines, 2.2.
                for found in page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]:
                    place = found["nodes"][0]
                    self.faults.append(f"axe, {form}{turn}: {found['help']}: {place['html'][:120]} ({len(found['nodes'])})")
                if shots:
                    name = f"{pathlib.Path(self.path).stem}-{form}{turn}.png"
                    page.screenshot(path=str(pathlib.Path(shots) / name), full_page=form == "phone")
            page.context.close()

    def without_scripts(self):
        page = self.opened("#1", java_script_enabled=False)
        self.expect(page.locator("#steps li").count() == self.last + 1, "without scripts there is no list of steps")
        self.expect(page.locator("#screen").inner_text().strip() != "", "without scripts there is no screen")
        self.expect(page.evaluate("document.querySelector('#list').scrollHeight <= "
                                  "document.querySelector('#list').clientHeight + 1"),
                    "without scripts a part of the list is hidden")
        self.expect(page.locator("button:visible").count() == 0, "without scripts there are buttons that do nothing")
        page.context.close()

    def keyboard(self):
        """Tab goes through every control and out of the page again."""
        page = self.opened()
        seen = []
        for _ in range(self.last + 20):
            page.keyboard.press("Tab")
            name = page.evaluate("document.activeElement.id || document.activeElement.tagName + document.activeElement.hash")
            if name in seen or name.startswith("BODY"):
                break
            seen.append(name)
        for control in ["theme", "view", "previous", "play", "next", "slider", "list"]:
            self.expect(control in seen, f"Tab does not reach {control}")
        self.expect(seen[-1].endswith(f"#{self.last}"), "Tab does not reach the last step")
        page.context.close()

    def run(self):
        for part in [self.steps, self.playing, self.copying, self.looks, self.without_scripts, self.keyboard]:
            try:
                part()
            except Error as error:
                # The page lacks the thing that the check was about to use.
                self.faults.append(f"the check of {part.__name__} could not go on: {error.message.splitlines()[0]}")
        for fault in dict.fromkeys(self.faults):
            print(f"{self.path}: {fault}", file=sys.stderr)
        return not self.faults


def main(chromium, paths):
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium)
        results = [Check(browser, path).run() for path in paths]
        browser.close()
    if not all(results):
        return 1
    print(f"{len(results)} page{'s' if len(results) > 1 else ''} checked: stepping, playing, copying, cells, "
          "accessibility in light and dark, no request, no console message")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
