"""One widget of a lesson under a student's hands: found by its place, its effects waited for."""

from __future__ import annotations

import re

#: A widget inside another (a due question in the progress table) belongs to that one.
OUTER = ".cu-face:not(.cu-face .cu-face)"
#: What tells a live region's reader something.
SPEAKING = "[role=status], [role=alert]"

FOCUSED = "(root, selector) => root.contains(document.activeElement) && document.activeElement.matches(selector)"
AT = """(root, selector) => {
  const all = [...root.querySelectorAll(selector)].filter((node) => node.checkVisibility() && !node.disabled);
  all.at(0)?.focus({ preventScroll: true });
  return all.length;
}"""
SPOKEN = "([root, selector]) => [...root.querySelectorAll(selector)].some((node) => node.textContent.trim())"


class Face:
    """The widget number ``n`` of an open lesson; its kind is that of its script."""

    def __init__(self, lesson, n: int) -> None:
        self.lesson, self.page, self.n = lesson, lesson.page, n
        self.root = lesson.page.locator(OUTER).nth(n)
        found = re.search(
            r"\bcu-body cu-([\w-]+)", self.root.evaluate("(n) => n.firstChild.className")
        )
        self.kind = found[1] if found else ""
        self.name = self.root.get_attribute("aria-label") or ""

    def __repr__(self) -> str:
        return f"{self.lesson.name}, widget {self.n + 1}: {self.kind} {self.name!r}"

    def find(self, selector: str):
        """Return what ``selector`` matches inside."""
        return self.root.locator(selector)

    def last(self, selector: str):
        """Return the last match: each try at a question has a form of its own."""
        return self.root.locator(selector).last

    def has(self, selector: str) -> bool:
        """Return whether something visible matches."""
        return self.root.locator(f"{selector} >> visible=true").count() > 0

    def wait(self, selector: str, state: str = "visible") -> None:
        """Wait until the first match is there."""
        self.root.locator(selector).first.wait_for(state=state)

    def text(self, selector: str) -> str:
        """Return all the text that matches show."""
        return "\n".join(self.root.locator(selector).all_text_contents()).strip()

    def changed(self, selector: str, before: str) -> None:
        """Wait until the text of ``selector`` is no longer ``before``."""
        self.page.wait_for_function(
            """([root, selector, before]) =>
              [...root.querySelectorAll(selector)].map((node) => node.textContent).join("\\n").trim() !== before""",
            arg=[self.root.element_handle(), selector, before],
        )

    def hear(self) -> None:
        """Wait until the live region says something."""
        self.page.wait_for_function(SPOKEN, arg=[self.root.element_handle(), SPEAKING])

    # ---- The keyboard alone

    def stand_on(self, selector: str) -> None:
        """Start on the first visible match, as a student does who has come there by Tab."""
        assert self.root.evaluate(AT, selector), f"{self}: nothing to stand on: {selector}"
        assert self.stands_on(selector), f"{self}: cannot have the focus: {selector}"

    def stands_on(self, selector: str) -> bool:
        """Return whether what has the focus is inside and matches."""
        return self.root.evaluate(FOCUSED, selector)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def read_by_keys(self, row: str, *keys: str, panel: str) -> None:
        """From the row in the tab order go by ``keys`` to the ``panel`` that tells of one, and back by Escape."""
        self.stand_on(f"{row}[tabindex='0']")
        self.press(*keys)
        self.wait_on(panel)
        self.press("Escape")
        self.wait_on(row)

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Press Tab until what matches has the focus."""
        for _ in range(most):
            if self.stands_on(selector):
                return
            self.press("Tab")
        raise AssertionError(f"{self}: Tab does not lead to {selector}")

    def wait_on(self, selector: str) -> None:
        """Wait until what matches has the focus."""
        self.page.wait_for_function(
            "([root, selector]) => root.contains(document.activeElement) && document.activeElement.matches(selector)",
            arg=[self.root.element_handle(), selector],
        )


def faces(lesson) -> list[Face]:
    """Return every widget of the lesson, all drawn."""
    lesson.draw()
    return [Face(lesson, n) for n in range(lesson.page.locator(OUTER).count())]
