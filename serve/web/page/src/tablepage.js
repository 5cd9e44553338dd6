// A table: its head, sort and filter, the grid, the record view.
import { each, h, hint, show, text } from "./dom.js";
import { copyText } from "./clipboard.js";
import { fetchCells, mostCells, tsv } from "./copy.js";
import { ask } from "./dialogs.js";
import { count } from "./format.js";
import { Grid } from "./grid.js";
import { nextSort } from "./hash.js";
import { Head } from "./head.js";
import { Record } from "./record.js";

const grows = new Set(["append", "ring"]); // kinds whose newest rows are the last

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export class TablePage {
  #app;
  #grid = null;
  #route = null;
  #info;
  #framed = false;
  #saving = 0;

  constructor(app) {
    this.#app = app;
    this.input = h("input.formula", { type: "text", placeholder: "Filter by a formula: Price > 10 && Sym = `AAPL`", "aria-label": "filter by a formula", spellcheck: "false", autocomplete: "off", autocapitalize: "off" });
    this.clear = h("button.quiet", { type: "button", title: "take the filter away", "aria-label": "take the filter away", onclick: () => this.#filter("") }, "✕");
    this.sorts = h("span.sorts");
    this.refusal = h("pre.refusal", { role: "alert", hidden: true });
    this.follows = h("button.toggle", { type: "button", title: "keep the newest rows in sight", onclick: () => this.#app.go({ ...this.#route, follow: !this.#route.follow, row: undefined }) }, "Follow newest");
    this.head = new Head(this.follows);
    this.place = h("div.place");
    this.over = h("div.over", { hidden: true });
    this.record = new Record({ step: (by) => this.#step(by), close: () => this.#closeRecord(), copied: (t) => this.#copied(t, "the value") });
    const form = h("form.filter", { onsubmit: (e) => (e.preventDefault(), this.#filter(this.input.value.trim())) }, this.input, this.clear, this.sorts);
    this.el = h("section.page.table", null, this.head.el, form, this.refusal, h("div.split", null, h("div.gridbox", null, this.place, this.over), this.record.el));
  }

  // enter shows what a route says, anew only where it differs from what is there.
  enter(route) {
    const before = this.#route;
    this.#route = route;
    this.head.route(route);
    if (!this.#grid || before?.table !== route.table) this.#open(route);
    else if (!same([before.sort, before.filter], [route.sort, route.filter])) this.#change(route);
    if (before?.filter !== route.filter || before?.table !== route.table) this.input.value = route.filter;
    this.#controls();
    const follow = Boolean(route.follow) && this.#canFollow();
    if (follow && !this.#grid.follow) this.#grid.end();
    this.#grid.follow = follow;
    this.#record(route.record ? (route.row ?? 0) : null);
    this.tables(this.#info);
  }

  leave() {
    clearTimeout(this.#saving);
    this.#grid?.close();
    this.#grid = this.#route = null;
    this.#record(null);
  }

  focus() {
    this.#grid?.focus();
  }

  // tables takes the list of tables: what is known of this one, and whether it is there by now.
  tables(info) {
    this.#info = info;
    if (!info || !this.#route) return;
    const mine = info.get(this.#route.table);
    if (this.missing && mine) return this.#open(this.#route);
    this.head.info(mine, this.#framed ? this.#grid.model : undefined);
    if (this.#framed && this.#grid.model.error) this.head.failed(this.#grid.model.error);
    this.#controls();
  }

  // key takes a key that is not for a field, and reports whether it was for this page.
  key(e) {
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey;
    if ((e.ctrlKey || e.metaKey) && e.key === "c" && getSelection().isCollapsed) this.#copy();
    else if (plain && e.key === "/") this.input.focus(), this.input.select();
    else if (plain && e.key === "g") this.#goRow();
    else if (plain && e.key === "s") this.#sortHere(false);
    else if (plain && e.key === "S") this.#sortHere(true);
    else if (plain && e.key === "f" && this.#canFollow()) this.follows.click();
    else if (plain && e.key === "p") this.#app.go({ ...this.#route, at: "plot" });
    else if (e.key === "Enter" && this.#atGrid(e)) this.#openRecord(this.#grid.cursor.row);
    else if (e.key === "Escape") return this.#escape(e);
    else return this.#atGrid(e) && this.#grid.key(e);
    return true;
  }

  #atGrid(e) {
    return this.#framed && (e.target === document.body || this.place.contains(e.target));
  }

  #escape(e) {
    if (e.target === this.input) {
      this.input.value = this.#route.filter;
      show(this.refusal, false);
      this.focus();
    } else if (this.record.open) this.#closeRecord();
    else return false;
    return true;
  }

  #open(route) {
    this.#grid?.close();
    this.#framed = this.missing = false;
    show(this.refusal, false);
    this.#cover(null);
    this.#grid = new Grid(this.#app.live, { table: route.table, sort: route.sort, filter: route.filter }, {
      drawn: (model, frame) => this.#drawn(model, frame),
      ready: () => this.#ready(),
      failed: (why) => this.#failed(why),
      sort: (column, beside) => this.#sort(nextSort(this.#route.sort, column, beside)),
      record: (row) => this.#openRecord(row),
      moved: () => this.#moved(),
      unfollowed: () => this.#app.go({ ...this.#route, follow: undefined }, true),
    });
    this.#grid.attach(this.place, route.table);
  }

  #change(route) {
    show(this.refusal, false);
    this.#grid.change({ table: route.table, sort: route.sort, filter: route.filter });
  }

  #ready() {
    const { row, column, follow } = this.#route;
    if (document.activeElement === document.body || document.activeElement.closest("a")) this.focus();
    if (row === undefined && column === undefined) return follow && this.#grid.end();
    // The rows have their heights only when they are drawn.
    return requestAnimationFrame(() => this.#grid?.go(row ?? 0, Math.max(this.#grid.model.place(column), 0)));
  }

  #drawn(model, frame) {
    this.#framed = true;
    this.record.fill(frame.record, model.columns, model.size);
    this.head.info(this.#info?.get(this.#route.table), model);
    if (model.error) this.head.failed(model.error);
    if (model.size > 0) this.#cover(null);
    else if (this.#route.filter) this.#cover("No row passes the filter", `${this.#route.filter} is true for none of the rows that are there now.`, h("button", { type: "button", onclick: () => this.#filter("") }, "Take the filter away"));
    else this.#cover("No rows yet", "They appear here as they come in.");
  }

  // cover says over the grid what is so where it is empty; null takes that away.
  #cover(title, ...lines) {
    show(this.over, title !== null);
    if (title !== null && this.over.textContent.startsWith(title)) return;
    this.over.replaceChildren(title === null ? "" : hint(title, ...lines));
  }

  #failed(why) {
    if (!this.#framed) {
      this.missing = !this.#info?.has(this.#route.table);
      if (this.missing || !this.#route.filter) return this.#cover(`“${this.#route.table}” cannot be shown`, why, "Choose a table on the left (t).");
    }
    show(this.refusal, true);
    text(this.refusal, why);
    this.#grid.refused();
    const { sort, filter } = this.#framed ? this.#grid.spec : { sort: [], filter: "" };
    if (!this.#framed) this.#grid.change({ table: this.#route.table, sort, filter });
    const typed = this.input.value;
    this.#route = { ...this.#route, sort, filter };
    this.#app.go(this.#route, true);
    this.input.value = typed;
  }

  #filter(filter) {
    this.input.value = filter;
    if (filter === this.#route.filter) return void show(this.refusal, false);
    this.#app.go({ ...this.#route, filter, row: undefined });
    this.focus();
  }

  #sortHere(beside) {
    const column = this.#grid?.model.columns?.[this.#grid.cursor.column];
    if (column) this.#sort(nextSort(this.#route.sort, column.name, beside));
  }

  #sort(sort) {
    this.#app.go({ ...this.#route, sort, row: undefined });
  }

  #controls() {
    show(this.clear, this.#route.filter !== "");
    show(this.follows, this.#canFollow());
    this.follows.setAttribute("aria-pressed", String(Boolean(this.#route.follow)));
    each(this.sorts, this.#route.sort, (s) => s.column, (s) => h("button.chip", { type: "button", title: `sorted by ${s.column}; a click takes that away`, onclick: () => this.#sort(this.#route.sort.filter((o) => o.column !== s.column)) }), (el, s) => text(el, `${s.column} ${s.down ? "↓" : "↑"} ✕`));
  }

  #canFollow() {
    return grows.has(this.#info?.get(this.#route.table)?.kind) && this.#route.sort.length === 0;
  }

  async #goRow() {
    const row = await ask("Go to row", `0 to ${count(Math.max(this.#grid.model.size - 1, 0))}`, String(this.#grid.cursor.row));
    if (row === null) return;
    const n = Number(row.replaceAll(/[,_ ]/g, ""));
    if (!Number.isInteger(n) || n < 0) return this.#app.notices.error(`“${row}” is no row: a whole number from 0 on is.`);
    this.#grid.go(n, this.#grid.cursor.column);
    this.focus();
  }

  #moved() {
    const { row, column } = this.#grid.cursor;
    this.#route = { ...this.#route, row, column: this.#grid.model.columns[column]?.name };
    if (this.record.open) this.#record(row);
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.#app.go(this.#route, true), 300);
  }

  #openRecord(row) {
    this.#app.go({ ...this.#route, row, record: true });
  }

  #closeRecord() {
    this.#app.go({ ...this.#route, record: undefined });
    this.focus();
  }

  #record(row) {
    if (row === this.record.row && this.record.open === (row !== null)) return;
    this.record.show(row);
    this.#grid?.watchRecord(row);
  }

  #step(by) {
    const { cursor } = this.#grid;
    this.#grid.go(cursor.row + by, cursor.column);
  }

  async #copy() {
    if (!this.#framed) return;
    const range = this.#grid.cursor.range();
    const cells = (range.r1 - range.r0 + 1) * (range.c1 - range.c0 + 1);
    if (cells > mostCells) return this.#app.notices.error(`${count(cells)} cells are selected, ${count(mostCells)} are the most that are copied: select fewer, or write the table with write_csv.`);
    try {
      const { columns, cut } = await fetchCells(this.#app.live, this.#grid.spec, range);
      await this.#copied(tsv(columns), (cells === 1 ? "the cell" : `${count(cells)} cells`) + (cut > 0 ? `; long texts of ${count(cut)} rows are cut` : ""));
    } catch (e) {
      this.#app.notices.error(`Nothing was copied: ${e.message}`);
    }
  }

  async #copied(value, what) {
    try {
      await copyText(value);
      this.#app.notices.tell(`Copied ${what}`);
    } catch (e) {
      this.#app.notices.error(`Nothing was copied: ${e.message}`);
    }
  }
}
