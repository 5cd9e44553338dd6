// The line above a table or its plot: its name, what is known of it, and the way to the other.
import { attr, h, show, text } from "./dom.js";
import { bytes, count, rate, short } from "./format.js";
import { format } from "./hash.js";

export class Head {
  constructor(...controls) {
    this.name = h("h1");
    this.facts = h("p.facts");
    this.error = h("p.failure", { role: "alert", hidden: true });
    this.table = h("a", null, "Table");
    this.plot = h("a", { title: "p" }, "Plot");
    const tabs = h("div.tabs", { role: "group", "aria-label": "how it is shown" }, this.table, this.plot);
    this.el = h("header.head", null, h("div.line", null, this.name, this.facts, h("span.gap"), controls, tabs), this.error);
  }

  route(route) {
    text(this.name, route.table);
    for (const [link, at] of [[this.table, "table"], [this.plot, "plot"]]) {
      attr(link, "aria-current", route.at === at ? "page" : null);
      attr(link, "href", format({ ...route, at }));
    }
  }

  // info shows what the list of tables says of it; of a model the rows as they are now, and of how many where a filter leaves fewer.
  info(t, model) {
    const facts = [];
    if (t) {
      const [rows, base] = model ? [model.size, model.base] : [t.rows, t.rows];
      facts.push(rows !== base ? `${count(rows)} of ${count(base)} rows` : `${count(rows)} rows`);
      facts.push(rate(t.rate), t.kind, t.lag !== null && t.lag !== undefined ? `lag ${short(t.lag)}` : "", bytes(t.bytes));
    }
    text(this.facts, facts.filter(Boolean).join(" · "));
    this.failed(t?.error);
  }

  failed(why) {
    show(this.error, Boolean(why));
    text(this.error, why ? `This table failed and stays as it was: ${why}` : "");
  }
}
