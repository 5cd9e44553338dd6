// Points of charts as pixels. Pure: what a chart's kind means, without a canvas.

// extent is [least, greatest] of the finite numbers of some arrays, or null if there are none.
export function extent(arrays) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const a of arrays) {
    for (const v of a) {
      if (v === null || !Number.isFinite(v)) continue;
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
  }
  return lo <= hi ? [lo, hi] : null;
}

// ranges are what the axes of a chart show: its points with room around them; bars stand on 0 and have their width.
export function ranges(chart) {
  const xs = extent(chart.series.map((s) => s.x)) ?? [0, 1];
  const ys = extent(chart.series.map((s) => s.y)) ?? [0, 1];
  const bars = chart.kind === "bar" || chart.kind === "histogram";
  if (!bars) return { x: pad(xs, 0.01, chart.x.scale === "time" ? 1000 : 1), y: pad(ys, 0.06, 1) };
  const half = width(chart) / 2;
  const [lo, hi] = [Math.min(ys[0], 0), Math.max(ys[1], 0)];
  const room = (hi - lo || 1) * 0.06;
  return { x: [xs[0] - half, xs[1] + half], y: [lo < 0 ? lo - room : 0, hi > 0 ? hi + room : lo < 0 ? 0 : 1] };
}

function pad([lo, hi], part, least) {
  const room = hi > lo ? (hi - lo) * part : Math.max(Math.abs(lo) * 0.01, least) / 2;
  return [lo - room, hi + room];
}

// width is what a bar takes on the axis, in its units: as the chart says, else the least distance between two.
export function width(chart) {
  if (chart.x.scale === "category") return 1;
  if (chart.width > 0) return chart.width;
  const places = [...new Set(chart.series.flatMap((s) => s.x.filter(Number.isFinite)))].sort((a, b) => a - b);
  let least = Infinity;
  for (let i = 1; i < places.length; i++) least = Math.min(least, places[i] - places[i - 1]);
  return least === Infinity ? (chart.x.scale === "time" ? 1000 : 1) : least;
}

// path calls move(x, y) and line(x, y) for the points of a series in their order, in pixels. Where many fall into one
// column of pixels, its first, least, greatest and last say the same; what is no number is a gap.
export function path(xs, ys, toX, toY, move, line) {
  let pen = false;
  let at = null;
  const flush = () => {
    if (at === null) return;
    const between = at.leastAt < at.mostAt ? [at.least, at.most] : [at.most, at.least];
    for (const y of between) if (y !== at.first && y !== at.last) line(at.x, y);
    if (at.last !== at.first) line(at.x, at.last);
    at = null;
  };
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(xs[i]) || !Number.isFinite(ys[i]) || xs[i] === null || ys[i] === null) {
      flush();
      pen = false;
      continue;
    }
    const [x, y] = [Math.round(toX(xs[i]) * 2) / 2, toY(ys[i])];
    if (at !== null && at.x === x) {
      if (y < at.least) [at.least, at.leastAt] = [y, i];
      if (y > at.most) [at.most, at.mostAt] = [y, i];
      at.last = y;
      continue;
    }
    flush();
    if (pen) line(x, y);
    else move(x, y);
    pen = true;
    at = { x, first: y, last: y, least: y, most: y, leastAt: i, mostAt: i };
  }
  flush();
}

// nearest is the index of the point nearest to (px, py) in pixels, or -1; across alone where py is null.
export function nearest(xs, ys, toX, toY, px, py) {
  let [best, at] = [Infinity, -1];
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] === null || ys[i] === null) continue;
    const dx = toX(xs[i]) - px;
    const d = py === null ? Math.abs(dx) : Math.hypot(dx, toY(ys[i]) - py);
    if (d < best) [best, at] = [d, i];
  }
  return at;
}

// number writes a value of a plot: six digits are more than an eye takes from one.
export function number(v) {
  if (!Number.isFinite(v)) return "";
  if (v !== 0 && (Math.abs(v) >= 1e15 || Math.abs(v) < 1e-6)) return v.toExponential(4);
  return Number(v.toPrecision(v >= 1e6 ? 12 : 7)).toLocaleString("en-US", { maximumFractionDigits: 6 });
}
