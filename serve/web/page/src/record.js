// The record view: all columns of a row, long texts whole, JSON over several lines.
import { attr, each, h, text } from "./dom.js";
import { count, pretty } from "./format.js";

export class Record {
  #values = [];

  // handlers: step(by), close(), copied(text).
  constructor(handlers) {
    this.title = h("h2");
    this.list = h("dl");
    this.note = h("p.none");
    const button = (label, title, onclick) => h("button.quiet", { type: "button", title, "aria-label": title, onclick }, label);
    this.el = h(
      "aside.record",
      { hidden: true, "aria-label": "record" },
      h("header", null, this.title, h("span.gap"), button("↑", "the row above", () => handlers.step(-1)), button("↓", "the row below", () => handlers.step(1)), button("✕", "close the record (Esc)", handlers.close)),
      h("div.body", { tabindex: "0", role: "region", "aria-label": "columns of the row" }, this.note, this.list),
    );
    this.list.addEventListener("click", (e) => {
      const place = e.target.closest("button")?.dataset.place;
      if (place !== undefined) handlers.copied(this.#values[place] ?? "");
    });
  }

  get open() {
    return !this.el.hidden;
  }

  // show says which row's record is on its way; null closes.
  show(row) {
    this.row = row;
    this.el.hidden = row === null;
    if (row === null) return;
    text(this.title, `Row ${count(row)}`);
  }

  // fill shows the values of a frame's record.
  fill(record, columns, size) {
    if (!this.open) return;
    text(this.note, this.row >= size ? "The table has no such row any more." : "");
    if (!record || record.row !== this.row) return;
    this.#values = record.values ?? [];
    if (!record.values) return;
    each(this.list, columns.map((c, i) => ({ ...c, value: this.#values[i] ?? null, place: i })), (c) => c.name, make, fill);
  }
}

function make(column) {
  const its = { value: h("pre"), type: h("span.type"), copy: h("button.quiet", { type: "button", title: `copy ${column.name}` }, "copy") };
  return Object.assign(h("div", null, h("dt", null, h("span", null, column.name), its.type, its.copy), h("dd", null, its.value)), { its });
}

function fill(el, column) {
  const { value, type, copy } = el.its;
  text(type, column.type);
  attr(copy, "data-place", column.place);
  if (el.itsValue === column.value) return;
  el.itsValue = column.value;
  value.classList.toggle("null", column.value === null);
  text(value, column.value === null ? "null" : (pretty(column.value) ?? column.value));
}
