// The grid of a table: regular-table draws the rows that are seen, of the window that the server keeps up to date.
import "regular-table";
import { attr } from "./dom.js";
import { Cursor, moved } from "./cursor.js";
import { Lit, steps } from "./lit.js";
import { Marks } from "./marks.js";
import { Model } from "./model.js";
import { into, rowAt, topOf } from "./windows.js";

export const rowHeight = 24;
const litFor = 1200; // ms
const patience = 150; // how long old rows stay when the ones that are scrolled to are still on their way

// Grid is a table as rows and columns. It tells of what its user does by handlers: sort(column, beside), record(row), moved(),
// unfollowed(), failed(text), drawn(model).
export class Grid {
  #live;
  #view;
  #handlers;
  #table;
  #lit = new Lit(litFor);
  #marks;
  #sort = [];
  #seen = { lo: 0, hi: 0, a: 0, b: 0 };
  #pressed = null;
  #resized;
  #fading = 0;

  model = new Model();
  cursor = new Cursor();
  follow = false;

  constructor(live, spec, handlers) {
    this.#live = live;
    this.#handlers = handlers;
    this.#sort = spec.sort;
    this.el = document.createElement("regular-table");
    this.#marks = new Marks(this.el, this.model, this.cursor, this.#lit);
    this.el.addStyleListener(() => this.#marks.draw(this.#sort));
    this.el.setDataListener((x0, y0, x1, y1) => this.#data(x0, y0, x1, y1));
    this.el.addEventListener("mouseover", (e) => this.#over(e));
    this.el.addEventListener("click", (e) => this.#click(e));
    this.el.addEventListener("dblclick", (e) => this.#double(e));
    this.el.addEventListener("mousedown", (e) => this.#down(e), { capture: true }); // before regular-table, which keeps some
    this.el.addEventListener("scroll", () => this.el.classList.toggle("across", this.el.scrollLeft > 0), { passive: true }); // columns are cut: see the style sheet
    this.el.addEventListener("wheel", (e) => e.deltaY < 0 && this.#unfollow(), { passive: true });
    this.#resized = new ResizeObserver(() => this.#draw());
    this.#view = live.open(spec, {
      frame: (f) => this.#frame(f),
      failed: (text) => handlers.failed(text),
    });
    this.#view.window({ lo: 0, hi: 120, a: 0, b: 30 });
  }

  // attach puts the grid into the page.
  attach(parent, name) {
    parent.replaceChildren(this.el);
    this.#table = this.el.querySelector("table");
    attr(this.el, "tabindex", "-1");
    this.#marks.attach(this.#table, name);
    this.#resized.observe(this.el);
  }

  get spec() {
    return this.#view.spec;
  }

  // change asks for another sort or filter of the same table.
  change(spec) {
    this.#sort = spec.sort;
    this.#view.change(spec);
    this.#busy(true);
    this.cursor.at(0, this.cursor.column);
    this.el.scrollTop = 0;
  }

  // refused is told by the page when a change was refused, so that the arrows are the old ones.
  refused() {
    this.#sort = this.#view.spec.sort;
    this.#busy(false);
    this.#draw();
  }

  // watchRecord asks for all of a row, or of none for null.
  watchRecord(row) {
    this.#view.record(row);
  }

  close() {
    clearTimeout(this.#fading);
    this.#resized.disconnect();
    this.#view.close();
    this.el.remove();
  }

  focus() {
    this.#table?.focus({ preventScroll: true });
  }

  // go moves the cursor to a cell and what is seen with it.
  go(row, column, extend = false) {
    this.cursor.at(row, column, extend);
    this.cursor.clamp(this.model.size, this.model.columns?.length ?? 0);
    if (this.cursor.row < this.model.size - 1) this.#unfollow();
    this.#reveal();
    this.#marks.draw(this.#sort);
    this.#handlers.moved();
  }

  // key takes a key that moves the cursor, and reports whether it did.
  key(e) {
    if (e.altKey || !this.model.columns) return false;
    const to = moved(e.key, e.ctrlKey || e.metaKey, this.cursor, Math.max(Math.floor(this.#shown()) - 1, 1), this.model.size, this.model.columns.length);
    if (!to) return false;
    this.go(to.row, to.column, e.shiftKey);
    return true;
  }

  // end goes to the newest row, and stays there while follow is on.
  end() {
    if (this.model.size > 0) this.cursor.at(this.model.size - 1, this.cursor.column);
    this.el.scrollTop = this.el.scrollHeight;
  }

  async #frame(frame) {
    const first = this.model.columns === null;
    if (frame.columns) this.#busy(false);
    if (frame.columns) this.#lit.clear();
    this.#lit.add(this.model.put(frame));
    if (this.#lit.sweep()) this.#fade();
    this.cursor.clamp(frame.size, this.model.columns.length);
    this.#handlers.drawn(this.model, frame);
    if (first) this.#handlers.ready?.();
    await this.#draw();
    if (this.follow) this.end();
  }

  // fade lets what is lit go out, step by step, where no frame comes that would.
  #fade() {
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => {
      const more = this.#lit.sweep();
      this.#marks.draw(this.#sort);
      if (more) this.#fade();
    }, litFor / steps);
  }

  // busy dims what is seen while the server sorts or filters.
  #busy(on) {
    this.el.classList.toggle("busy", on);
    attr(this.el, "aria-busy", on ? "true" : null);
  }

  #draw() {
    return this.el.isConnected && this.model.columns ? this.el.draw() : undefined;
  }

  // data is what regular-table asks for: rows [y0, y1) of columns [x0, x1), and how large all is.
  async #data(x0, y0, x1, y1) {
    const { model } = this;
    const columns = model.columns ?? [];
    const whole = { num_rows: model.size, num_columns: columns.length, row_height: rowHeight, num_row_headers: 1, num_column_headers: 1, merge_headers: "none" };
    if (x1 <= x0) return { ...whole, data: [] };
    const seen = { lo: y0, hi: Math.min(y1, model.size), a: x0, b: Math.min(x1, columns.length) };
    this.#see(seen);
    if (!model.has(seen)) {
      this.#live.release();
      await model.arrival(patience);
    }
    const data = [];
    for (let c = seen.a; c < seen.b; c++) {
      const cells = [];
      for (let r = seen.lo; r < seen.hi; r++) {
        const cell = model.cell(r, c);
        cells.push(cell === null ? "null" : (cell ?? ""));
      }
      data.push(cells);
    }
    const rows = [];
    for (let r = seen.lo; r < seen.hi; r++) rows.push([String(r)]);
    return { ...whole, data, row_headers: rows, column_headers: columns.slice(seen.a, seen.b).map((c) => [c.name]) };
  }

  #see(seen) {
    this.#seen = seen;
    const w = this.model.ask(seen, this.follow);
    if (w) this.#view.window(w);
  }

  // shown is how many rows there is room for, and range how far the grid scrolls.
  #shown() {
    return this.el.clientHeight / rowHeight - 1;
  }

  #range() {
    return this.el.scrollHeight - this.el.clientHeight;
  }

  #reveal() {
    const shown = this.#shown();
    const first = rowAt(this.el.scrollTop, this.model.size, shown, this.#range());
    const next = into(this.cursor.row, first, shown);
    if (next !== first) this.el.scrollTop = topOf(next, this.model.size, shown, this.#range());
    this.#revealColumn();
  }

  // revealColumn scrolls by whole columns, whose widths regular-table knows, until the cursor's is seen.
  #revealColumn() {
    const heads = [...(this.#table.tHead.rows[0]?.cells ?? [])].map((th) => ({ meta: this.el.getMeta(th), box: th.getBoundingClientRect() }));
    const [left, right] = [heads[0]?.box.right, this.el.getBoundingClientRect().left + this.el.clientWidth];
    const mine = heads.find((c) => c.meta?.x === this.cursor.column);
    if (mine && mine.box.left >= left - 1 && mine.box.right <= right + 1) return;
    if (this.cursor.column === this.model.columns.length - 1) this.el.scrollLeft = this.el.scrollWidth;
    else if (!mine || mine.box.left < left) this.#toColumn(this.cursor.column);
    else {
      const first = heads.find((c) => c.meta?.x !== undefined && c.box.right - left >= mine.box.right - right);
      this.#toColumn(Math.min((first?.meta.x ?? 0) + 1, this.cursor.column));
    }
  }

  // toColumn has a column at the left, and the rows where they are: what is half a pixel less is rounded up to that.
  #toColumn(column) {
    this.el.scrollToCell(column, Math.max(this.el.scrollTop - 0.5, 0) / rowHeight);
  }

  #unfollow() {
    if (this.follow) this.#handlers.unfollowed();
  }

  #at(e) {
    const cell = e.target.closest?.("td, th");
    return cell ? { cell, meta: this.el.getMeta(cell) } : {};
  }

  #down(e) {
    this.#pressed = e.target;
    if (e.target === this.el) this.#unfollow(); // its scrollbar
    const { meta } = this.#at(e);
    if (e.button !== 0 || !meta) return;
    if (meta.type === "body") this.go(meta.y, meta.x, e.shiftKey);
    else if (meta.type === "row_header") {
      this.cursor.at(meta.y, 0, e.shiftKey);
      this.go(meta.y, this.model.columns.length - 1, true);
    } else return;
    e.preventDefault();
    this.focus();
  }

  #over(e) {
    const { meta } = this.#at(e);
    if (e.buttons === 1 && meta?.type === "body" && this.el.contains(this.#pressed) && this.#pressed.closest("td")) this.go(meta.y, meta.x, true);
  }

  #click(e) {
    const { cell, meta } = this.#at(e);
    if (meta?.type !== "column_header" || this.#pressed?.classList.contains("rt-column-resize") || !cell.contains(this.#pressed)) return;
    this.#handlers.sort(this.model.columns[meta.x].name, e.shiftKey);
  }

  #double(e) {
    const { meta } = this.#at(e);
    if (meta?.type === "body" || meta?.type === "row_header") this.#handlers.record(meta.y);
  }
}
