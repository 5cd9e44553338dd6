// The page in Chromium on a made-up server: what a real one has seldom.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { hostile, start } from "./fake.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await start();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

// open opens a place of the page and gives the tab; after the test nothing may have been complained of, no other host asked.
async function open(t, hash = "", options = {}) {
  const page = await browser.page(options);
  t.after(async () => {
    const { requests, complaints } = page;
    const title = await page.eval(() => document.title);
    await page.close();
    assert.deepEqual(complaints.filter((c) => !options.expect?.test(c)), []);
    for (const url of requests) assert.match(url, new RegExp(`^(http|ws)://127\\.0\\.0\\.1:${server.port}/`));
    assert.notEqual(title, "pwned");
  });
  await page.go(server.url + hash);
  return page;
}

const cells = (page) => page.until("cells", () => document.querySelectorAll("regular-table td:not(.pending)").length > 1);

// cell is what stands in a column of a row.
const cell = (page, row, column) =>
  page.eval((r, c) => {
    const td = [...document.querySelectorAll("regular-table td")].find((e) => {
      const m = document.querySelector("regular-table").getMeta(e);
      return m.y === r && m.x === c;
    });
    return td?.innerText ?? null;
  }, row, column);

const active = (page) =>
  page.eval(() => {
    const td = document.getElementById("active-cell");
    const m = td && document.querySelector("regular-table").getMeta(td);
    return m ? [m.y, m.x] : null;
  });

const at = (page, row, column) =>
  page.until(`the cursor at ${row}, ${column}`, (r, c) => {
    const td = document.getElementById("active-cell");
    const m = td && document.querySelector("regular-table").getMeta(td);
    return m?.y === r && m.x === c;
  }, row, column);

test("text from outside stays text", async (t) => {
  const page = await open(t);
  await page.until("the tables", () => document.querySelectorAll(".tables li").length === 5);
  assert.equal(await page.eval(() => [...document.querySelectorAll(".tables .name")].at(-1).textContent), hostile);
  await page.click(".tables .name", { text: hostile });
  await cells(page);
  assert.equal(await cell(page, 0, 0), hostile);
  assert.equal(await page.text("h1"), hostile);
  await page.press("Enter");
  await page.until("the record", (h) => document.querySelector(".record pre")?.textContent === h, hostile);
  await page.click(".tables .name", { text: "broken" });
  await page.until("why it failed", (h) => document.querySelector(".failure")?.textContent.includes(h), hostile);
  await page.click("[data-at=errors]");
  await page.until("the bad record", (h) => document.querySelector("table.rows")?.textContent.includes(h), hostile);
  await page.eval(() => (location.hash = "#/plot/trades?kind=bar&x=Sym&y=Qty"));
  await page.until("bars", () => document.querySelector(".legend button"));
  assert.equal(await page.eval(() => document.querySelectorAll("img:not([alt=''])").length), 0);
});

test("keys move, select, go to a row and open the record", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  await at(page, 0, 0);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.press(key);
  await at(page, 2, 1);
  await page.press("Ctrl+End");
  await at(page, 999_999, 23);
  await page.press("Home");
  await at(page, 999_999, 0);
  await page.press("Ctrl+Home");
  await at(page, 0, 0);
  await page.press("PageDown");
  const [row] = await page.until("a page down", () => {
    const m = document.getElementById("active-cell") && document.querySelector("regular-table").getMeta(document.getElementById("active-cell"));
    return m?.y > 10 && [m.y];
  });
  assert.ok(row < 60, `a page is ${row} rows`);
  await page.press("g");
  await page.type("777,777");
  await page.press("Enter");
  await at(page, 777_777, 0);
  await page.until("its cell", () => document.getElementById("active-cell")?.textContent);
  assert.equal(await cell(page, 777_777, 0), ["AAPL", "MSFT", "GOOG", "NVDA", "AMZN"][(777_777 * 7) % 5]);
  await page.until("the address", () => location.hash.includes("row=777777"));
  await page.press("Enter");
  await page.until("JSON over several lines", () => [...document.querySelectorAll(".record pre")].some((p) => p.textContent.includes('{\n  "id": 777777,')));
  await page.press("ArrowDown");
  await page.until("the next record", () => document.querySelector(".record h2").textContent === "Row 777,778");
  await page.press("Escape");
  await page.until("no record", () => document.querySelector(".record").hidden);
  assert.deepEqual(await active(page), [777_778, 0]);
});

test("what is selected is copied with tabs, beyond the window too", async (t) => {
  const page = await open(t, "#/table/trades?row=5&column=Note");
  await at(page, 5, 3);
  await page.press("Shift+ArrowDown");
  await page.press("Shift+ArrowRight");
  assert.equal(await page.eval(() => document.querySelectorAll("td.selected").length), 4);
  await page.press("Ctrl+c");
  await page.until("that it is copied", () => document.querySelector(".notice")?.innerText.includes("4 cells"));
  assert.equal(await page.eval(() => navigator.clipboard.readText()), 'note 5\t35\n{"id":6,"tags":["a","b"],"nested":{"x":1.5}}\t42');
  await page.press("Ctrl+Home");
  await page.press("g");
  await page.type("0");
  await page.press("Enter");
  for (let i = 0; i < 80; i++) await page.press("Shift+PageDown");
  const row = await page.until("the cursor down there", () => {
    const td = document.getElementById("active-cell");
    return td && document.querySelector("regular-table").getMeta(td).y;
  });
  assert.ok(row > 1500, `${row} rows down`);
  await page.press("Ctrl+c");
  await page.until("that they are copied", (n) => [...document.querySelectorAll(".notice")].some((e) => e.innerText.includes(n)), `${(row + 1).toLocaleString("en-US")} cells`);
  const lines = (await page.eval(() => navigator.clipboard.readText())).split("\n");
  assert.equal(lines.length, row + 1);
  assert.equal(lines[1234], ["AAPL", "MSFT", "GOOG", "NVDA", "AMZN"][(1234 * 7) % 5]);
});

test("a click on a header sorts, and a wrong filter says why and changes nothing", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  await page.click("th", { text: "Qty" });
  await page.until("the sort", () => location.hash.includes("sort=Qty"));
  await page.click("th[data-sort]");
  await page.until("downwards", () => document.querySelector("th[aria-sort='descending']")?.textContent === "Qty");
  await page.until("the last row first", () => document.querySelector("regular-table td").textContent === "NVDA");
  await page.click("th", { text: "Sym", shift: true });
  await page.until("both", () => document.querySelectorAll(".chip").length === 2 && location.hash.includes("sort=-Qty%2CSym"));
  await page.press("/");
  await page.type("Prise > 10");
  await page.press("Enter");
  await page.until("why", () => document.querySelector(".refusal:not([hidden])")?.textContent.startsWith('filter: column "Prise"'));
  assert.equal(await page.eval(() => document.querySelector(".formula").value), "Prise > 10");
  assert.ok(!(await page.eval(() => location.hash)).includes("Prise"));
  await page.press("/");
  await page.eval(() => document.querySelector(".formula").select());
  await page.type("Price > 10");
  await page.press("Enter");
  await page.until("fewer rows", () => document.querySelector(".page .facts").innerText.startsWith("100 of 1,000,000 rows"));
  assert.equal(await page.eval(() => document.querySelector(".refusal").hidden), true);
  await page.eval(() => history.back());
  await page.until("all rows", () => document.querySelector(".page .facts").innerText.startsWith("1,000,000 rows"));
});

test("columns are made wider by dragging, which sorts nothing; a double click makes them fit", async (t) => {
  const page = await open(t, "#/table/broken");
  await cells(page); // which do not change, so that nothing but the drag moves the columns
  const head = () => page.eval(() => [...document.querySelectorAll("thead th")].find((th) => th.innerText === "B").getBoundingClientRect().toJSON());
  const { width, right, y } = await head();
  await page.mouse("mousePressed", right - 3, y + 12, { clickCount: 1 });
  for (const by of [20, 60, 100]) await page.mouse("mouseMoved", right - 3 + by, y + 12, { buttons: 1, button: "left" });
  await page.mouse("mouseReleased", right + 97, y + 12, { clickCount: 1 });
  await page.until("a wider column", (w) => [...document.querySelectorAll("thead th")].find((th) => th.innerText === "B").offsetWidth > w + 98, width);
  assert.ok(!(await page.eval(() => location.hash)).includes("sort"));
  const wide = await head();
  for (let n = 1; n <= 2; n++) for (const type of ["mousePressed", "mouseReleased"]) await page.mouse(type, wide.right - 3, y + 12, { clickCount: n });
  await page.until("that it fits", (w) => [...document.querySelectorAll("thead th")].find((th) => th.innerText === "B").offsetWidth < w + 20, width);
  assert.ok(!(await page.eval(() => location.hash)).includes("sort"));
});

test("what starling has to say is seen", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  server.world.tell("the broker is away");
  await page.until("the notice", () => document.querySelector(".notice")?.innerText.startsWith("the broker is away"));
});

test("cells that change are lit and fade; after scrolling nothing is", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  const colour = await page.until("a lit cell", () => {
    const td = document.querySelector("td[class*=lit-]");
    return td && document.querySelector("regular-table").getMeta(td).x === 1 && getComputedStyle(td).backgroundColor;
  });
  assert.notEqual(colour, "rgba(0, 0, 0, 0)");
  server.world.step = () => {};
  t.after(() => delete server.world.step);
  await page.eval(() => (document.querySelector("regular-table").scrollTop = 4_000_000));
  await page.until("other rows", () => document.querySelector("regular-table").getMeta(document.querySelector("td")).y > 300_000);
  await page.until("the rows", () => !document.querySelector("td.pending"));
  assert.equal(await page.eval(() => document.querySelectorAll("td[class*=lit-]").length), 0);
});

test("the newest rows are followed until somebody scrolls up", async (t) => {
  const page = await open(t, "#/table/log");
  await cells(page);
  await page.click("button.toggle");
  const last = () => {
    const rt = document.querySelector("regular-table");
    const rows = [...rt.querySelectorAll("tbody tr")].map((tr) => rt.getMeta(tr.cells[0]).y);
    return Math.max(...rows);
  };
  const before = await page.until("the end", `(${last})() > 1000 && (${last})()`);
  await page.until("newer rows", `(${last})() > ${before + 20}`);
  await page.until("new rows are lit", () => document.querySelector("td[class*=fresh-]"));
  const box = await page.eval(() => document.querySelector("regular-table").getBoundingClientRect().toJSON());
  await page.mouse("mouseWheel", box.x + 200, box.y + 200, { deltaX: 0, deltaY: -500 });
  await page.until("no longer", () => document.querySelector("button.toggle").getAttribute("aria-pressed") === "false" && !location.hash.includes("follow"));
});

test("empty tables, unknown tables and no tables say what to do", async (t) => {
  const page = await open(t, "#/table/empty");
  await page.until("no rows", () => document.querySelector(".over:not([hidden])")?.innerText.startsWith("No rows yet"));
  await page.eval(() => (location.hash = "#/table/nothing"));
  await page.until("no table", () => document.querySelector(".over:not([hidden])")?.innerText.includes("no table nothing"));
  await page.eval(() => (location.hash = "#/plot/nothing"));
  await page.until("no plot", () => document.querySelector(".plotpage .over:not([hidden])")?.innerText.includes("no table “nothing”"));
  await page.press("t");
  await page.type("zzz");
  await page.until("no name", () => document.querySelector(".side .none")?.innerText.includes("zzz"));
});

test("a connection that is lost is said and made anew; another token asks for the new address", async (t) => {
  const page = await open(t, "#/table/trades?filter=Price+%3E+1&sort=Qty", { expect: /WebSocket|401|ERR_/ });
  await cells(page);
  server.drop();
  await page.until("that it is lost", () => document.querySelector(".lost:not([hidden])")?.innerText.includes("lost"));
  await page.until("that it is back", () => document.querySelector(".lost").hidden);
  const had = await page.eval(() => document.querySelector("tbody").textContent);
  await page.until("that it goes on", (before) => document.querySelector("tbody").textContent !== before && document.querySelector("td[class*=lit-]"), had);
  assert.ok(await page.eval(() => document.querySelector("th[aria-sort='ascending']").innerText.startsWith("Qty")));
  server.token(false);
  t.after(() => server.token(true));
  server.drop();
  await page.until("what to do", () => document.querySelector(".lost:not([hidden])")?.innerText === "starling was started anew: open the address that it printed");
});

test("light and dark are as the system has it, until somebody chooses", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  const ground = () => page.eval(() => getComputedStyle(document.querySelector("main")).backgroundColor);
  assert.equal(await ground(), "rgb(255, 255, 255)");
  await page.look({ dark: true });
  await page.until("dark", () => document.documentElement.dataset.theme === "dark");
  assert.equal(await ground(), "rgb(24, 29, 36)");
  await page.click("[aria-label='light or dark']");
  assert.equal(await ground(), "rgb(255, 255, 255)");
  await page.go(`${server.url}?again`);
  assert.equal(await page.eval(() => document.documentElement.dataset.theme), "light", "it is kept");
});

test("the keys are told, and a reader of the screen hears where it is", async (t) => {
  const page = await open(t, "#/table/trades");
  await cells(page);
  const grid = await page.eval(() => {
    const el = document.querySelector("[role=grid]");
    return { label: el.ariaLabel, rows: el.ariaRowCount, columns: el.ariaColCount, active: document.getElementById(el.getAttribute("aria-activedescendant"))?.getAttribute("aria-colindex"), focused: document.activeElement === el };
  });
  assert.deepEqual(grid, { label: "rows of trades", rows: "1000001", columns: "25", active: "2", focused: true });
  await page.press("?");
  await page.until("the keys", () => document.querySelector("dialog.keys[open]")?.innerText.includes("filter by a formula"));
  await page.press("Escape");
  await page.until("them gone", () => !document.querySelector("dialog"));
});
