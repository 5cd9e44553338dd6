// Rows that are few: the consumers of the status, the bad records.
import { each, h, hint, show, text } from "./dom.js";
import { count } from "./format.js";

export class RowsPage {
  #columns = [];

  // what is what its rows are called; none is what is said while there are none.
  constructor(what, note, none) {
    this.note = h("p.facts");
    this.what = what;
    this.head = h("tr");
    this.body = h("tbody");
    this.table = h("table.rows", null, h("thead", null, this.head), this.body);
    this.none = hint(...none);
    this.el = h("section.page", null, h("header.head", null, h("div.line", null, h("h1", null, what), this.note), h("p.about", null, note)), h("div.scroll", { tabindex: "0", role: "region", "aria-label": what }, this.table, this.none));
    this.update([]);
  }

  enter() {}

  leave() {}

  // update shows rows: objects whose fields are the columns.
  update(rows) {
    const columns = ordered(new Set(rows.flatMap((r) => Object.keys(r))));
    if (columns.join() !== this.#columns.join()) {
      this.#columns = columns;
      this.head.replaceChildren(...columns.map((c) => h("th", { scope: "col" }, c)));
      this.body.replaceChildren();
      this.body.itsItems?.clear();
    }
    show(this.table, rows.length > 0);
    show(this.none, rows.length === 0);
    text(this.note, rows.length > 0 ? count(rows.length) : "");
    each(this.body, rows.map((r, i) => ({ r, i })), ({ i }) => i, () => h("tr", null, columns.map(() => h("td"))), (tr, { r }) => columns.forEach((c, k) => cell(tr.children[k], r[c], c)));
  }
}

// The columns that stand first, where they are there.
const first = ["timestamp", "topic", "partition", "offset", "position", "end", "lag", "rate", "part", "error", "key", "value"];

function ordered(names) {
  return [...first.filter((n) => names.has(n)), ...[...names].filter((n) => !first.includes(n))];
}

function cell(td, value, column) {
  const number = typeof value === "number";
  const long = typeof value === "string" && value.length > 40;
  td.className = `${long ? "long" : ""} ${number ? "right" : ""} ${column.toLowerCase() === "lag" && value > 0 ? "behind" : ""}`.trim();
  text(td, value === null || value === undefined ? "" : number ? written(value) : typeof value === "object" ? JSON.stringify(value) : String(value));
}

const written = (n) => (Number.isInteger(n) ? count(n) : String(Math.round(n * 100) / 100));
