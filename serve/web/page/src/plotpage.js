// A plot of a table: what is drawn of it, and the chart, which is live.
import { Chart } from "./chart.js";
import { h, hint, show, text } from "./dom.js";
import { Head } from "./head.js";
import { onTheme } from "./theme.js";

const kinds = ["line", "scatter", "bar", "histogram"];
const numeric = new Set(["byte", "short", "int", "long", "float", "double", "BigDecimal", "BigInteger"]);
const timely = new Set(["Instant", "ZonedDateTime", "LocalDateTime", "LocalDate"]);

export class PlotPage {
  #app;
  #route = null;
  #view = null;
  #info = null;
  #drawn = "";

  constructor(app) {
    this.#app = app;
    this.head = new Head();
    this.chart = new Chart();
    this.kind = h("select", { onchange: () => this.#set({ kind: this.kind.value }) }, kinds.map((k) => h("option", { value: k }, k)));
    this.x = h("select", { onchange: () => this.#set({ x: this.x.value }) });
    this.y = new Several("y", (y) => this.#set({ y }));
    this.by = new Several("by", (by) => this.#set({ by }));
    this.bins = h("input", { type: "number", min: "0", max: "1000", placeholder: "auto", onchange: () => this.#set({ bins: Math.max(Math.trunc(Number(this.bins.value)), 0) || 0 }) });
    const field = (name, control) => h("label.field", null, h("span", null, name), control);
    this.fields = { x: field("x", this.x), y: this.y.el, bins: field("bins", this.bins) };
    this.refusal = h("pre.refusal", { role: "alert", hidden: true });
    this.only = h("button.chip", { type: "button", title: "the table's filter; a click takes it away", onclick: () => this.#app.go({ ...this.#route, filter: "" }) });
    this.notes = h("p.notes");
    this.none = h("div.over", { hidden: true });
    const controls = h("form.filter.plotting", { onsubmit: (e) => e.preventDefault() }, field("kind", this.kind), this.fields.x, this.fields.y, this.by.el, this.fields.bins, this.only);
    this.el = h("section.page.plotpage", null, this.head.el, controls, this.refusal, h("div.split", null, h("div.gridbox", null, this.chart.el, this.none)), this.notes);
    onTheme(() => this.chart.rebuild());
  }

  enter(route) {
    if (this.#route?.table !== route.table) this.#forget();
    this.#route = route;
    this.head.route(route);
    this.head.info(this.#info?.get(route.table));
    this.#apply();
  }

  leave() {
    this.#forget();
    this.#route = null;
  }

  tables(info) {
    this.#info = info;
    if (!this.#route) return;
    this.head.info(info?.get(this.#route.table));
    if (!this.#view) this.#apply();
  }

  key(e) {
    if (e.key === "p" || e.key === "Escape") this.#app.go({ ...this.#route, at: "table" });
    else return false;
    return true;
  }

  #forget() {
    this.#view?.close();
    this.#view = null;
    this.#drawn = "";
    this.chart.clear();
    show(this.refusal, false);
    text(this.notes, "");
  }

  // apply draws what the route says, or something that suits the table if it says nothing.
  #apply() {
    const table = this.#info?.get(this.#route.table);
    if (this.#info && !table) return this.#cover(`There is no table “${this.#route.table}”`, "Choose one on the left (t).");
    const columns = table?.columns ?? [];
    if (!this.#route.plot?.kind && !table) return undefined;
    const plot = this.#route.plot?.kind ? this.#route.plot : usual(columns, table.rows);
    this.#cover(null);
    this.#fill(plot, columns);
    if (plot.kind === "") return this.#cover("Nothing to plot", "The table has no column of numbers. Count its rows first: counts = t.count_by(\"N\", by=\"Sym\")");
    return this.#draw(plot);
  }

  #draw(plot) {
    const { table, sort, filter } = this.#route;
    const spec = { table, sort, filter, plot: { ...plot, y: plot.kind === "histogram" ? [] : plot.y } };
    if (JSON.stringify(spec) === this.#drawn) return;
    this.#drawn = JSON.stringify(spec);
    show(this.refusal, false);
    if (this.#view) return this.#view.change(spec);
    this.#view = this.#app.live.open(spec, { chart: (c) => this.#show(c), failed: (why) => this.#failed(why) });
  }

  #show(chart) {
    const points = chart.series.some((s) => s.x.length > 0);
    this.#cover(points ? null : "No points yet", "They are drawn as rows with numbers come in.");
    text(this.notes, (chart.notes ?? []).join(" · "));
    if (points) this.chart.show(chart);
    return new Promise((done) => requestAnimationFrame(done));
  }

  #failed(why) {
    show(this.refusal, true);
    text(this.refusal, why);
  }

  #cover(title, ...lines) {
    show(this.none, title !== null);
    this.none.replaceChildren(title === null ? "" : hint(title, ...lines));
  }

  #fill(plot, columns) {
    this.plot = plot;
    this.kind.value = plot.kind || "line";
    const histogram = plot.kind === "histogram";
    const names = columns.filter((c) => !histogram || numeric.has(c.type) || timely.has(c.type)).map((c) => c.name);
    if (plot.x && !names.includes(plot.x)) names.push(plot.x);
    this.x.replaceChildren(...(histogram ? [] : [h("option", { value: "" }, "row number")]), ...names.map((n) => h("option", { value: n }, n)));
    this.x.value = plot.x;
    this.y.fill(columns.filter((c) => numeric.has(c.type)).map((c) => c.name), plot.y);
    this.by.fill(columns.filter((c) => !timely.has(c.type) && c.type !== "double" && c.type !== "float").map((c) => c.name), plot.by);
    this.bins.value = plot.bins || "";
    show(this.fields.y, !histogram);
    show(this.fields.bins, histogram);
    show(this.only, this.#route.filter !== "");
    text(this.only, `${this.#route.filter} ✕`);
  }

  #set(change) {
    const plot = { ...this.plot, ...change };
    const columns = this.#info?.get(this.#route.table)?.columns ?? [];
    if (plot.kind === "histogram" && !columns.some((c) => c.name === plot.x && (numeric.has(c.type) || timely.has(c.type)))) plot.x = plot.y[0] ?? "";
    if (plot.kind !== "histogram" && plot.y.length === 0) plot.y = usual(columns, 0).y;
    this.#app.go({ ...this.#route, plot });
  }
}

// usual is the plot of a table that nobody described: numbers over the first time, bars over texts where rows are few.
export function usual(columns, rows) {
  const numbers = columns.filter((c) => numeric.has(c.type)).map((c) => c.name);
  const time = columns.find((c) => timely.has(c.type));
  const label = columns.find((c) => c.type === "String");
  const plot = { kind: "line", x: "", y: numbers.slice(0, 1), by: [], bins: 0, title: "" };
  if (numbers.length === 0) return { ...plot, kind: "" };
  if (time) return { ...plot, x: time.name };
  if (label && rows <= 200) return { ...plot, kind: "bar", x: label.name };
  return plot;
}

// Several is a choice of some columns.
class Several {
  constructor(name, chosen) {
    this.chosen = chosen;
    this.label = h("summary", { "aria-label": name });
    this.list = h("div.choices", { role: "group", "aria-label": name, onchange: () => chosen([...this.list.querySelectorAll("input:checked")].map((i) => i.value)) });
    this.details = h("details", null, this.label, this.list);
    this.el = h("div.field", null, h("span", null, name), this.details);
    this.details.addEventListener("keydown", (e) => e.key === "Escape" && this.details.open && (this.#close(), e.stopPropagation()));
    document.addEventListener("click", (e) => !this.details.contains(e.target) && this.#close());
  }

  fill(names, chosen) {
    text(this.label, chosen.length > 0 ? chosen.join(", ") : "none");
    const all = [...new Set([...names, ...chosen])];
    const has = [...this.list.querySelectorAll("input")];
    if (has.map((i) => i.value).join("\n") !== all.join("\n")) {
      this.list.replaceChildren(...all.map((n) => h("label", null, h("input", { type: "checkbox", value: n }), h("span", null, n))));
    }
    for (const input of this.list.querySelectorAll("input")) input.checked = chosen.includes(input.value);
  }

  #close() {
    this.details.open = false;
  }
}
