// The page: what is where, and which part hears of what.
import "uplot/dist/uPlot.min.css";
import "./css/app.css";
import { showKeys } from "./dialogs.js";
import { h, hint, show, text } from "./dom.js";
import { GraphPage } from "./graphpage.js";
import { format, parse } from "./hash.js";
import { List } from "./list.js";
import { Live } from "./live.js";
import { Notices } from "./notices.js";
import { PlotPage } from "./plotpage.js";
import { RowsPage } from "./rowspage.js";
import { TablePage } from "./tablepage.js";
import { applyTheme, toggleTheme } from "./theme.js";

class App {
  live = new Live();
  notices = new Notices();
  #tables = null;
  #page = null;
  #route = { at: "none" };

  constructor() {
    this.list = new List();
    this.pages = {
      table: new TablePage(this),
      plot: new PlotPage(this),
      graph: new GraphPage(),
      status: new RowsPage("Status", "How far the consumers have read each partition, and how many records wait there.", ["No consumers", "Those of kc.consume are here: topic, partition, position, lag and rate."]),
      errors: new RowsPage("Bad records", "Records that could not be read, the last 200; they are in kc.errors too.", ["No bad records", "Records that do not fit their spec come here, with why."]),
    };
    this.script = h("span.script");
    this.tabs = ["graph", "status", "errors"].map((at) => h("a", { href: format({ at }), "data-at": at }, { graph: "Graph", status: "Status", errors: "Errors" }[at]));
    this.count = h("span.count", { hidden: true });
    this.tabs[2].append(this.count);
    const button = (label, title, f) => h("button.quiet", { type: "button", title, "aria-label": title, onclick: f }, label);
    this.lost = h("div.lost", { role: "alert", hidden: true }, (this.lostText = h("span")), (this.again = h("button", { type: "button", onclick: () => this.live.connect() }, "Try now")));
    this.main = h("main");
    document.body.replaceChildren(
      h("header.top", null, h("a.brand", { href: "#/" }, h("img", { src: "/icon.svg", alt: "", width: 20, height: 20 }), "Starling"), this.script, h("span.gap"), h("nav", { "aria-label": "views" }, this.tabs), button("◐", "light or dark", toggleTheme), button("?", "keys (?)", showKeys)),
      this.lost,
      h("div.columns", null, this.list.el, this.main),
      this.notices.el,
    );
    this.#listen();
    this.show();
    this.live.connect();
  }

  // go shows a route, as a step of the browser's history or in the place of the last.
  go(route, replace = false) {
    const hash = format(route);
    if (hash === location.hash) return;
    history[replace ? "replaceState" : "pushState"](null, "", hash);
    this.show();
  }

  // show shows what the address says.
  show() {
    let route = parse(location.hash);
    if (route.at === "none" && this.#tables?.length > 0) {
      route = { at: "table", table: this.#tables[0].name, sort: [], filter: "" };
      history.replaceState(null, "", format(route));
    }
    this.#route = route;
    const page = this.pages[route.at];
    if (page !== this.#page) {
      this.#page?.leave();
      this.#page = page;
      this.main.replaceChildren(page?.el ?? hint("No table is selected", "Tables that the script has in variables are on the left, as soon as there are some."));
    }
    page?.enter(route);
    this.list.select(route.table ?? "");
    for (const tab of this.tabs) {
      if (tab.dataset.at === route.at) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    document.title = `${route.table ?? { graph: "Query graph", status: "Status", errors: "Bad records" }[route.at] ?? ""} – Starling`.replace(/^ – /, "");
    this.live.watch("tables", "errors", ...(route.at === "graph" || route.at === "status" ? [route.at] : []));
  }

  #listen() {
    const { live } = this;
    live.on("hello", ({ version, script }) => {
      text(this.script, script ?? "");
      this.script.title = `starling ${version}`;
    });
    live.on("tables", (tables) => this.#listed(tables));
    live.on("graph", (graph) => this.pages.graph.update(graph));
    live.on("status", (rows) => this.pages.status.update(rows));
    live.on("errors", (rows) => {
      this.pages.errors.update(rows.toReversed()); // the newest first
      show(this.count, rows.length > 0);
      text(this.count, String(rows.length));
    });
    live.on("notice", (notice) => this.notices.tell(notice, 10_000));
    live.on("state", ([state, wait]) => this.#state(state, wait));
    addEventListener("hashchange", () => this.show());
    addEventListener("popstate", () => this.show());
    document.addEventListener("keydown", (e) => this.#key(e));
    addEventListener("error", (e) => this.notices.error(`This page failed: ${e.message}`));
    addEventListener("unhandledrejection", (e) => this.notices.error(`This page failed: ${e.reason?.message ?? e.reason}`));
  }

  #listed(tables) {
    this.#tables = tables;
    this.list.update(tables);
    const info = new Map(tables.map((t) => [t.name, t]));
    this.pages.table.tables(info);
    this.pages.plot.tables(info);
    if (this.#route.at === "none" && tables.length > 0) this.show();
  }

  #state(state, wait) {
    const anew = state === "anew";
    show(this.lost, anew || state === "lost");
    show(this.again, !anew);
    document.body.classList.toggle("offline", state !== "open");
    if (anew) text(this.lostText, "starling was started anew: open the address that it printed");
    else if (state === "lost") text(this.lostText, `The connection to starling is lost; the next try is in ${(wait / 1000).toFixed(1)} s. What is seen here does not change meanwhile.`);
  }

  #key(e) {
    if (document.querySelector("dialog[open]")) return;
    const typing = e.target.closest?.("input, textarea, select");
    if (typing && e.key !== "Escape") return;
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey;
    if (this.#page?.key?.(e)) e.preventDefault();
    else if (plain && e.key === "t") this.list.focus(), e.preventDefault();
    else if (plain && e.key === "?") showKeys(), e.preventDefault();
    else if (e.key === "Escape" && typing) e.target.blur(), this.pages.table.focus();
  }
}

applyTheme();
addEventListener("DOMContentLoaded", () => new App());
