// The list of tables: name, rows, how fast they come, lag, memory, and why one failed.
import { attr, each, h, show, text } from "./dom.js";
import { bytes, count, rate, short } from "./format.js";
import { format } from "./hash.js";

const moments = 40; // of a sparkline, a second each

export class List {
  #tables = [];
  #rates = new Map();
  #selected = "";

  constructor() {
    this.filter = h("input", { type: "search", placeholder: "Find a table", "aria-label": "find a table by its name", spellcheck: "false", oninput: () => this.#draw() });
    this.items = h("ul.tables", { "aria-label": "tables" });
    this.empty = h("p.none", { role: "status" });
    this.el = h("nav.side", { "aria-label": "tables" }, h("div.find", null, this.filter), this.items, this.empty);
    this.el.addEventListener("keydown", (e) => this.#key(e));
    setInterval(() => this.#tick(), 1000);
    this.update(null);
  }

  // update shows tables; null are those that are not known yet.
  update(tables) {
    this.known = tables !== null;
    this.#tables = tables ?? [];
    this.#draw();
  }

  select(name) {
    this.#selected = name;
    this.#draw();
  }

  focus() {
    this.filter.focus();
    this.filter.select();
  }

  #draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.#tables.filter((t) => t.name.toLowerCase().includes(wanted));
    each(this.items, shown, (t) => t.name, make, (el, t) => this.#item(el, t));
    show(this.empty, shown.length === 0);
    text(
      this.empty,
      this.#tables.length > 0
        ? `No table's name has “${wanted}”.`
        : this.known
          ? "No tables yet. Those that the script has in variables appear here, as of: trades = kc.consume(…)"
          : "Waiting for the tables…",
    );
  }

  #item(el, t) {
    const { link, name, rows, facts, why, spark } = el.its;
    attr(link, "href", format({ at: "table", table: t.name }));
    attr(link, "aria-current", t.name === this.#selected ? "true" : null);
    attr(link, "title", t.error ? `${t.name} failed: ${t.error}` : `${t.name}: ${t.kind}, ${count(t.rows)} rows, ${t.columns?.length ?? 0} columns`);
    text(name, t.name);
    text(rows, short(t.rows));
    const lag = t.lag === null || t.lag === undefined ? "" : `lag ${short(t.lag)}`;
    text(facts, t.error ? "" : [rate(t.rate) || (t.live ? "live" : "static"), lag, bytes(t.bytes)].filter(Boolean).join(" · "));
    text(why, t.error ?? "");
    el.classList.toggle("failed", Boolean(t.error));
    this.#spark(spark, t);
  }

  // spark draws how many rows came in each of the last seconds.
  #spark(el, t) {
    const rates = this.#rates.get(t.name) ?? [];
    const top = Math.max(...rates, 1e-9);
    const points = rates.map((r, i) => `L${i + moments - rates.length},${(14 - (12 * r) / top).toFixed(1)}`);
    attr(el, "d", points.length > 1 && rates.some((r) => r > 0) ? `M${moments - rates.length},14${points.join("")}V14Z` : "");
  }

  #tick() {
    if (document.hidden) return;
    const rates = new Map();
    for (const t of this.#tables) rates.set(t.name, [...(this.#rates.get(t.name) ?? []), t.rate ?? 0].slice(-moments));
    this.#rates = rates;
    this.#draw();
  }

  #key(e) {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const links = [...this.items.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + (e.key === "ArrowDown" ? 1 : -1);
    (links[at] ?? this.filter).focus();
    e.preventDefault();
  }
}

function make() {
  const its = {
    name: h("span.name"),
    rows: h("span.rows"),
    facts: h("span.facts"),
    why: h("span.why"),
    spark: h("path"),
  };
  its.link = h("a", null, its.name, its.rows, its.facts, its.why, h("svg.spark", { viewBox: `0 0 ${moments} 14`, preserveAspectRatio: "none", "aria-hidden": "true" }, its.spark));
  return Object.assign(h("li", null, its.link), { its });
}
