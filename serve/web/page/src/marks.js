// What the cells of a grid look like beside their texts: how they are aligned, what is null, lit, selected, sorted by; and the
// same for those who do not see it.
import { attr } from "./dom.js";

export class Marks {
  #grid;
  #table = null;
  #model;
  #cursor;
  #lit;
  #looks = new WeakMap(); // how cells are lit

  constructor(grid, model, cursor, lit) {
    [this.#grid, this.#model, this.#cursor, this.#lit] = [grid, model, cursor, lit];
  }

  // attach takes the table that regular-table has made, which has the focus and tells where the cursor is.
  attach(table, name) {
    this.#table = table;
    const about = { role: "grid", tabindex: "0", "aria-label": `rows of ${name}`, "aria-multiselectable": "true" };
    for (const [key, value] of Object.entries(about)) attr(table, key, value);
  }

  // draw marks what is drawn now.
  draw(sort) {
    const [table, model] = [this.#table, this.#model];
    if (!model.columns || !table) return;
    attr(table, "aria-rowcount", model.size + 1);
    attr(table, "aria-colcount", model.columns.length + 1);
    for (const th of table.tHead.rows[0]?.cells ?? []) this.#head(th, sort);
    let active = null;
    for (const tr of table.tBodies[0].rows) {
      for (const cell of tr.cells) {
        const meta = this.#grid.getMeta(cell);
        if (!meta) continue;
        if (meta.type === "row_header") {
          attr(tr, "aria-rowindex", meta.y + 2);
          tr.classList.toggle("current", meta.y === this.#cursor.row);
        } else if (this.#cell(cell, meta.y, meta.x)) active = cell;
      }
    }
    attr(table, "aria-activedescendant", active ? "active-cell" : null);
  }

  #head(th, sort) {
    const meta = this.#grid.getMeta(th);
    const column = meta?.type === "column_header" ? this.#model.columns[meta.x] : undefined;
    attr(th, "aria-colindex", (column ? meta.x : -1) + 2);
    const at = column ? sort.findIndex((s) => s.column === column.name) : -1;
    const order = at < 0 ? "none" : sort[at].down ? "descending" : "ascending";
    attr(th, "data-sort", at < 0 ? null : (sort[at].down ? "↓" : "↑") + (sort.length > 1 ? at + 1 : ""));
    attr(th, "aria-sort", column ? order : null);
    th.classList.toggle("right", column?.align === "right");
    attr(th, "title", column ? `${column.name}: ${column.type}. Click sorts, shift-click adds to the sort.` : null);
  }

  // cell marks one, and reports whether the cursor is at it.
  #cell(td, row, x) {
    const [model, cursor] = [this.#model, this.#cursor];
    const column = model.columns[x];
    const value = model.cell(row, x);
    const on = row === cursor.row && x === cursor.column;
    const is = td.classList;
    is.toggle("right", column?.align === "right");
    is.toggle("null", value === null);
    is.toggle("negative", column?.align === "right" && value?.[0] === "-");
    is.toggle("pending", value === undefined);
    is.toggle("selected", !cursor.single && cursor.has(row, x));
    is.toggle("active", on);
    if (on) td.id = "active-cell";
    else if (td.id) td.removeAttribute("id");
    attr(td, "role", "gridcell");
    attr(td, "aria-colindex", x + 2);
    const selected = cursor.has(row, x);
    if (selected || td.ariaSelected !== null) attr(td, "aria-selected", selected);
    this.#light(td, this.#lit.look(model.id(row), x));
    return on;
  }

  #light(td, look) {
    const had = this.#looks.get(td) ?? "";
    if (had === look) return;
    if (had) td.classList.remove(had);
    if (look) td.classList.add(look);
    this.#looks.set(td, look);
  }
}
