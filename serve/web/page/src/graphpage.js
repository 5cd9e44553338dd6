// The query graph: what each node is, has and costs a cycle. The ones that cost most are tinted.
import { attr, h, hint, show, text } from "./dom.js";
import { bytes, millis, short } from "./format.js";
import { format } from "./hash.js";
import { box, place } from "./layers.js";

const margin = 24;

export class GraphPage {
  #shape = "";
  #nodes = new Map();
  #zoom = 1;
  #size = { width: 0, height: 0 };

  constructor() {
    this.facts = h("p.facts");
    const button = (label, title, f) => h("button.quiet", { type: "button", title, "aria-label": title, onclick: f }, label);
    const zoom = h("div.zoom", null, button("−", "smaller", () => this.#scale(this.#zoom / 1.25)), button("fit", "all of it", () => this.#fit()), button("+", "larger", () => this.#scale(this.#zoom * 1.25)));
    this.svg = h("svg", { role: "group", "aria-label": "query graph" });
    this.none = hint("No nodes yet", "Each table of the script is a node of the graph, and those that it is made of.", "A script with a table: quotes = kc.consume(…)");
    this.scroll = h("div.scroll.graph", { tabindex: "0", role: "region", "aria-label": "query graph" }, this.svg, this.none);
    this.el = h("section.page", null, h("header.head", null, h("div.line", null, h("h1", null, "Query graph"), this.facts, h("span.gap"), zoom)), this.scroll);
    show(this.none, false);
  }

  enter() {}

  leave() {}

  // update shows the graph as it is now; it is laid out anew only if it has other nodes.
  update({ nodes, left }) {
    const shape = JSON.stringify(nodes.map((n) => [n.id, n.op, n.args, n.table, n.parents]));
    if (shape !== this.#shape) this.#build(nodes);
    this.#shape = shape;
    const total = nodes.reduce((sum, n) => sum + (n.cost ?? 0), 0);
    text(this.facts, nodes.length > 0 ? `${nodes.length} nodes · ${millis(total)} a cycle · ${bytes(nodes.reduce((sum, n) => sum + (n.bytes ?? 0), 0))}${left > 0 ? ` · ${left} more are not shown` : ""}` : "");
    for (const n of nodes) this.#fill(this.#nodes.get(n.id), n, total);
  }

  #build(nodes) {
    const { nodes: places, edges, width, height } = place(nodes);
    show(this.none, nodes.length === 0);
    this.#nodes = new Map(nodes.map((n) => [n.id, node(n, places.get(n.id))]));
    this.svg.replaceChildren(h("g.edges", { transform: `translate(${margin},${margin})` }, edges.map((e) => h("path", { d: curve(e.points) }))), h("g", { transform: `translate(${margin},${margin})` }, [...this.#nodes.values()].map((n) => n.el)));
    this.#size = { width: width + 2 * margin, height: height + 2 * margin };
    attr(this.svg, "viewBox", `0 0 ${this.#size.width} ${this.#size.height}`);
    const fits = this.scroll.clientWidth / this.#size.width;
    this.#scale(Math.min(1, Math.max(fits, 0.68)));
  }

  #fit() {
    this.#scale(Math.min(1.5, (this.scroll.clientWidth - 2) / this.#size.width, (this.scroll.clientHeight - 4) / this.#size.height));
  }

  #scale(zoom) {
    this.#zoom = Math.min(Math.max(zoom, 0.2), 3);
    attr(this.svg, "width", Math.round(this.#size.width * this.#zoom));
    attr(this.svg, "height", Math.round(this.#size.height * this.#zoom));
  }

  #fill({ el, size, cost, bar, title, about }, n, total) {
    const share = total > 0 ? (n.cost ?? 0) / total : 0;
    text(size, `${short(n.rows ?? 0)} rows · ${bytes(n.bytes ?? 0)}`);
    text(cost, `${millis(n.cost ?? 0)} · ${Math.round(share * 100)} %`);
    attr(bar, "width", Math.max(share * (box.width - 2), 0).toFixed(1));
    el.style.setProperty("--heat", share.toFixed(2));
    el.classList.toggle("hot", share >= 0.25);
    el.classList.toggle("failed", Boolean(n.error));
    text(title, n.error ? `${about}\nfailed: ${n.error}` : about);
  }
}

// node is the box of one; its table, if it is one, is a way to it.
function node(n, at) {
  const its = { size: h("text.dim", { x: 10, y: 50 }), cost: h("text.cost", { x: 10, y: 66 }), bar: h("rect.bar", { x: 1, y: box.height - 4, height: 3, width: 0, rx: 1 }) };
  its.about = [n.op, n.args, n.table ? `table ${n.table}` : ""].filter(Boolean).join("\n");
  its.title = h("title", null, its.about);
  const inner = [
    its.title,
    h("rect.box", { width: box.width, height: box.height, rx: 6 }),
    h("text.op", { x: 10, y: 18 }, clip(n.table ? `${n.table}` : n.op, 22)),
    h("text.dim", { x: 10, y: 34 }, clip(n.args || n.op, 26)),
    its.size,
    its.cost,
    its.bar,
  ];
  const g = h("g", null, inner);
  its.el = h("g.node", { transform: `translate(${at.x},${at.y})` }, n.table ? anchor(n, g) : g);
  its.el.classList.toggle("named", Boolean(n.table));
  return its;
}

function anchor(n, g) {
  const a = document.createElementNS("http://www.w3.org/2000/svg", "a");
  a.setAttribute("href", format({ at: "table", table: n.table.split(", ")[0] }));
  a.setAttribute("aria-label", `${n.table}: ${n.args || n.op}`);
  a.append(g);
  return a;
}

// curve leads through points from the right side of the first box to the left side of the last.
function curve(points) {
  const [first, last] = [points[0], points.at(-1)];
  const all = [[first[0] + box.width / 2, first[1]], ...points.slice(1, -1), [last[0] - box.width / 2, last[1]]];
  let d = `M${all[0][0]},${all[0][1]}`;
  for (let i = 1; i < all.length; i++) {
    const [[x0, y0], [x1, y1]] = [all[i - 1], all[i]];
    const mid = (x0 + x1) / 2;
    d += `C${mid},${y0} ${mid},${y1} ${x1},${y1}`;
  }
  return d;
}

const clip = (s, n) => (s.length > n ? `${s.slice(0, n - 1)}…` : s);
