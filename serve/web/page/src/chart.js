// A chart on a canvas: uPlot has the axes, the cursor and the sizes; the series are drawn here, by the kind of the chart.
import uPlot from "uplot";
import { h, text } from "./dom.js";
import { nearest, number, path, ranges, width } from "./points.js";

const colours = 12; // --series-0 and so on in the style sheet
const utc = (ms) => uPlot.tzDate(new Date(ms), "Etc/UTC");

// The times on an axis, by how far two are apart: the step, how it is written, and what stands below where a year, day or
// minute begins.
const times = [
  [31536e6, "{YYYY}", null, null, null, null, null, null, 1],
  [2419200e3, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [864e5, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [36e5, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  [6e4, "{HH}:{mm}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  [1e3, "{HH}:{mm}:{ss}", "\n{D} {MMM} {YYYY}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{ss}.{fff}", "\n{D} {MMM} {HH}:{mm}", null, "\n{D} {MMM} {HH}:{mm}", null, "\n{HH}:{mm}", null, 1],
];

export class Chart {
  #plot = null;
  #chart = null;
  #shape = "";
  #ranges = null;
  #zoom = null;
  #hidden = new Set();
  #resized;

  constructor() {
    this.canvas = h("div.canvas");
    this.legend = h("ul.legend", { "aria-label": "series" });
    this.tip = h("div.tip", { hidden: true });
    this.el = h("div.chart", null, this.canvas, this.legend, this.tip);
    this.#resized = new ResizeObserver(() => this.#size());
    this.#resized.observe(this.canvas);
    this.canvas.addEventListener("dblclick", () => this.#zoomed(null));
  }

  // show draws a chart as the server describes it; one of the same shape is drawn into the axes that are there.
  show(chart) {
    this.#chart = chart;
    this.#ranges = ranges(this.#chart);
    const shape = JSON.stringify([chart.kind, chart.x, chart.y.name, chart.series.map((s) => s.name)]);
    if (shape !== this.#shape || !this.#plot) this.#build(shape);
    else this.#plot.setData(this.#frame());
  }

  // rebuild takes other colours over.
  rebuild() {
    if (this.#chart) this.#build(this.#shape);
  }

  clear() {
    this.#plot?.destroy();
    this.#plot = this.#chart = this.#zoom = null;
    this.#hidden.clear();
    this.legend.replaceChildren();
    this.tip.hidden = true;
  }

  close() {
    this.clear();
    this.#resized.disconnect();
  }

  // frame is all that uPlot hears of the points: where they begin and end.
  #frame() {
    return [[this.#ranges.x[0], this.#ranges.x[1]], [this.#ranges.y[0], this.#ranges.y[1]]];
  }

  #build(shape) {
    if (shape !== this.#shape) {
      this.#zoom = null;
      this.#hidden.clear();
    }
    this.#shape = shape;
    this.#plot?.destroy();
    const chart = this.#chart;
    const style = getComputedStyle(this.el);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = Array.from({ length: colours }, (_, i) => colour(`--series-${i}`));
    const axis = { stroke: colour("--dim"), font: `12px ${style.fontFamily}`, labelFont: `12px ${style.fontFamily}`, grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
    const x = { ...axis, label: chart.x.name || "row", labelSize: 22, size: chart.x.scale === "time" ? 48 : 32 };
    if (chart.x.scale === "category") {
      const labels = chart.x.labels ?? [];
      x.splits = (u, _, lo, hi) => wholes(lo, hi, u.bbox.width / devicePixelRatio / 70);
      x.values = (_, at) => at.map((i) => clip(labels[i] ?? ""));
      x.grid = { show: false };
    } else if (chart.x.scale === "time") x.values = times;
    const y = { ...axis, label: chart.y.name, labelSize: 22, size: (_, values) => 18 + 7 * Math.max(4, ...(values ?? []).map((v) => v.length)), values: (_, at) => at.map(number) };
    this.#plot = new uPlot(
      {
        ...this.#box(),
        ms: 1,
        padding: [8, 12, 0, 0],
        tzDate: utc,
        legend: { show: false },
        cursor: { drag: { x: true, y: true, uni: 20, setScale: false }, points: { show: false }, y: chart.kind === "scatter" },
        scales: {
          x: { time: chart.x.scale === "time", range: () => (this.#zoom ?? this.#ranges).x },
          y: { range: () => (this.#zoom ?? this.#ranges).y },
        },
        axes: [x, y],
        series: [{}, { paths: () => null, points: { show: false } }],
        hooks: { draw: [(u) => this.#draw(u)], setSelect: [(u) => this.#selected(u)], setCursor: [(u) => this.#point(u)] },
      },
      this.#frame(),
      this.canvas,
    );
    this.#legends();
  }

  #box() {
    return { width: Math.max(this.canvas.clientWidth, 100), height: Math.max(this.canvas.clientHeight, 80) };
  }

  #size() {
    this.#plot?.setSize(this.#box());
  }

  #draw(u) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.lineJoin = "round";
    const shown = this.#shown();
    shown.forEach(({ s, i }, nth) => {
      ctx.strokeStyle = ctx.fillStyle = this.colours[i % colours];
      this.#series(u, s, nth, shown.length);
    });
    ctx.restore();
  }

  #shown() {
    return this.#chart.series.map((s, i) => ({ s, i })).filter(({ s }) => !this.#hidden.has(s.name));
  }

  #series(u, s, nth, of) {
    const { ctx } = u;
    const [toX, toY] = this.#pixels(u, true);
    const { kind } = this.#chart;
    if (kind === "scatter") return dots(u, s, toX, toY, s.x.length > 20_000 ? 2 : s.x.length > 1000 ? 3 : 4);
    if (kind === "bar" || kind === "histogram") return this.#bars(u, s, toX, toY, nth, of);
    ctx.beginPath();
    path(s.x, s.y, toX, toY, (x, y) => ctx.moveTo(x, y), (x, y) => ctx.lineTo(x, y));
    ctx.stroke();
    return s.x.length <= 40 ? dots(u, s, toX, toY, 5) : undefined;
  }

  // bars stand beside one another where several series have a place; those of histograms lie over one another.
  #bars(u, s, toX, toY, nth, of) {
    const { ctx } = u;
    const slot = Math.abs(toX(width(this.#chart)) - toX(0));
    const over = this.#chart.kind === "histogram";
    const one = over ? Math.max(slot - devicePixelRatio, 1) : Math.max((slot * 0.8) / of, 1);
    const base = toY(0);
    if (over && of > 1) ctx.globalAlpha = 0.6;
    for (let i = 0; i < s.x.length; i++) {
      if (s.x[i] === null || s.y[i] === null) continue;
      const left = over ? toX(s.x[i]) - one / 2 : toX(s.x[i]) - slot * 0.4 + nth * one;
      const y = toY(s.y[i]);
      ctx.fillRect(left, Math.min(y, base), one, Math.max(Math.abs(base - y), s.y[i] === 0 ? 0 : 1));
    }
    ctx.globalAlpha = 1;
  }

  // pixels are the functions from values to places: of the canvas, or of the page.
  #pixels(u, canvas) {
    const [x0, y0] = [u.valToPos(0, "x", canvas), u.valToPos(0, "y", canvas)];
    const [{ min: xLo, max: xHi }, { min: yLo, max: yHi }] = [u.scales.x, u.scales.y];
    const [xBy, yBy] = [(u.valToPos(xHi, "x", canvas) - u.valToPos(xLo, "x", canvas)) / (xHi - xLo), (u.valToPos(yHi, "y", canvas) - u.valToPos(yLo, "y", canvas)) / (yHi - yLo)];
    if (!Number.isFinite(x0 + y0)) return [() => 0, () => 0];
    const [xAt, yAt] = [u.valToPos(xLo, "x", canvas), u.valToPos(yLo, "y", canvas)];
    return [(v) => xAt + (v - xLo) * xBy, (v) => yAt + (v - yLo) * yBy];
  }

  #selected(u) {
    const { left, top, width: w, height: t } = u.select;
    if (w < 4 && t < 4) return;
    const xs = w < 4 ? null : [u.posToVal(left, "x"), u.posToVal(left + w, "x")];
    const ys = t < 4 || t >= u.over.clientHeight - 1 ? null : [u.posToVal(top + t, "y"), u.posToVal(top, "y")];
    const now = this.#zoom ?? this.#ranges;
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#zoomed({ x: xs ?? now.x, y: ys ?? now.y });
  }

  #zoomed(zoom) {
    this.#zoom = zoom;
    this.#plot?.setData(this.#frame());
  }

  // point says what is below the cursor: of each series its point nearest across, of a scatter chart the nearest at all.
  #point(u) {
    const { left, top } = u.cursor;
    this.tip.hidden = !(left >= 0) || !this.#chart;
    if (this.tip.hidden) return;
    const chart = this.#chart;
    const [toX, toY] = this.#pixels(u, false);
    let found = this.#shown()
      .map(({ s, i }) => ({ s, i, at: nearest(s.x, s.y, toX, toY, left, chart.kind === "scatter" ? top : null) }))
      .filter((f) => f.at >= 0);
    const far = ({ s, at }) => Math.hypot(toX(s.x[at]) - left, chart.kind === "scatter" ? toY(s.y[at]) - top : 0);
    found.sort((a, b) => far(a) - far(b));
    this.tip.hidden = found.length === 0;
    if (found.length === 0) return;
    const x = found[0].s.x[found[0].at];
    if (chart.kind === "scatter") found = found.slice(0, 1);
    else found = found.sort((a, b) => a.i - b.i).slice(0, colours);
    const line = ({ s, i, at }) => h("div", null, h("i", { style: `background:${this.colours[i % colours]}` }), h("span", null, s.name || chart.y.name), h("b", null, number(s.y[at])));
    this.tip.replaceChildren(h("div.at", null, this.#across(x)), ...found.map(line));
    const box = u.over.getBoundingClientRect();
    const own = this.el.getBoundingClientRect();
    const right = left > u.over.clientWidth / 2;
    this.tip.style.transform = `translate(${box.left - own.left + left + (right ? -12 : 12)}px, ${box.top - own.top + Math.min(top, u.over.clientHeight - 60)}px) ${right ? "translateX(-100%)" : ""}`;
  }

  #across(x) {
    const { scale, labels } = this.#chart.x;
    if (scale === "category") return labels?.[Math.round(x)] ?? "";
    return scale === "time" ? new Date(x).toISOString() : number(x);
  }

  #legends() {
    const { series } = this.#chart;
    const named = series.length > 1 || series[0]?.name;
    const toggle = (s, button) => {
      if (!this.#hidden.delete(s.name)) this.#hidden.add(s.name);
      button.setAttribute("aria-pressed", String(!this.#hidden.has(s.name)));
      this.#plot.redraw();
    };
    const item = (s, i) => {
      const button = h("button", { type: "button", title: "show or hide the series", "aria-pressed": String(!this.#hidden.has(s.name)) }, h("i", { style: `background:${this.colours[i % colours]}` }), h("span"));
      text(button.lastChild, s.name);
      button.addEventListener("click", () => toggle(s, button));
      return h("li", null, button);
    };
    this.legend.replaceChildren(...(named ? series.map(item) : []));
  }
}

// dots draws points as squares; where two fall on the same pixel it is one.
function dots(u, s, toX, toY, size) {
  const r = size * devicePixelRatio;
  const taken = new Set();
  for (let i = 0; i < s.x.length; i++) {
    if (s.x[i] === null || s.y[i] === null) continue;
    const [x, y] = [Math.round(toX(s.x[i])), Math.round(toY(s.y[i]))];
    const place = x * 65536 + y;
    if (taken.has(place)) continue;
    taken.add(place);
    u.ctx.fillRect(x - r / 2, y - r / 2, r, r);
  }
}

// wholes are the whole numbers from lo to hi, no more than some.
function wholes(lo, hi, most) {
  const step = Math.max(Math.ceil((hi - lo) / Math.max(most, 1)), 1);
  const all = [];
  for (let i = Math.ceil(lo); i <= hi; i += step) all.push(i);
  return all;
}

const clip = (s) => (s.length > 14 ? `${s.slice(0, 13)}…` : s);
