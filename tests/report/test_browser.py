"""The report in a real browser: offline, silent, accessible, and no wider than the screen."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from creditscape.report import write_report

sys.path.insert(0, str(Path(__file__).resolve().parent))
make_run = import_module("fixture").make_run

KEEP_FIVE_ROWS = (
    "document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(5).forEach(row => row.remove()))"
)
SHAPES = {
    "plain": {"causes": True},
    "comparison": {"reform": True},
    "hostile": {"hostile": "<script>document.title='x'</script>{{7*7}}", "redress": False},
    "lists": {"levels": (), "lists": ("defaulters",)},
}


@pytest.fixture(scope="module", params=SHAPES)
def page_file(request, tmp_path_factory):
    """A report of one shape."""
    return write_report(
        make_run(years=2, **SHAPES[request.param]), tmp_path_factory.mktemp("report") / "report.html"
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_the_report_opens_offline_and_passes_axe(browser, page_file, width):
    """At this width: no console message, no outside request, no page overflow, no axe violation with every
    part unfolded (long tables cut)
    """
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    outside, messages = [], []
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else outside.append(request.url),
    )
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(page_file.as_uri())
    assert page.title().endswith("creditscape report (synthetic)")
    broken = page.evaluate("[...document.images].filter(i => !i.complete || !i.naturalWidth).length")
    for unfolded in (False, True):
        page.evaluate(
            "open => document.querySelectorAll('details').forEach(part => part.open = open)", unfolded
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(KEEP_FIVE_ROWS)
    found = Axe().run(page)
    context.close()
    assert (outside, messages, broken) == ([], [], 0)
    assert found.violations_count == 0, found.generate_report()


def test_the_first_tab_stop_skips_to_the_content(browser, page_file):
    """With the keyboard alone the first stop is the skip link, and it leads to the content."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_a_click_downloads_picture_and_figures_offline(browser, tmp_path):
    """Each link below a chart gives a file of its name with the network off, and no console message; the picture opens alone."""
    file = write_report(make_run(years=2), tmp_path / "report.html")
    context = browser.new_context(offline=True, accept_downloads=True)
    page = context.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(file.as_uri())
    for ending in ("svg", "csv"):
        link = page.locator(f'#wrongly a[download$=".{ending}"]').first
        with page.expect_download() as started:
            link.click()
        name = started.value.suggested_filename
        assert name == link.get_attribute("download") and name.startswith(
            "creditscape-of-every-100-people-restricted"
        )
        started.value.save_as(tmp_path / f"taken.{ending}")
        text = (tmp_path / f"taken.{ending}").read_text(encoding="utf-8")
        assert "synthetic: invented people" in text and "Reproduce: creditscape run" in text
    picture = context.new_page()
    picture.goto((tmp_path / "taken.svg").as_uri())
    assert picture.evaluate("document.documentElement.getBoundingClientRect().width") > 800
    context.close()
    assert messages == []


def test_print_has_every_part_unfolded_and_cuts_nothing(browser, tmp_path):
    """On paper: folded parts but ledgers and files are open, nothing is too wide, navigation is gone, each page says synthetic."""
    file = write_report(make_run(years=1), tmp_path / "report.html")
    context = browser.new_context(viewport={"width": 680, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    hidden = "[...document.querySelectorAll('details:not(.long) > :not(summary)')].filter(p => !p.checkVisibility()).length"
    assert page.evaluate(hidden) == 0
    wide = (
        "[...document.querySelectorAll('table, img, pre')].filter(p => p.getBoundingClientRect().right > 681)"
        ".map(p => p.tagName + ' ' + p.innerText.slice(0, 60))"
    )
    assert page.evaluate(wide) == []
    assert not page.locator("nav").first.is_visible()
    assert '@top-left { content: "creditscape report - synthetic' in (
        page.locator("style").text_content() or ""
    )
    context.close()
