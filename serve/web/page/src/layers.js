// Where the nodes of a query graph stand: in layers from the sources on, in an order that crosses few edges. Pure.

export const box = { width: 184, height: 74, across: 44, down: 18 };

// place gives nodes and edges their places: {nodes: Map(id -> {x, y}), edges: [{from, to, points: [[x, y], …]}], width, height}.
// An edge over several layers has a point in each between.
export function place(nodes) {
  const layer = layers(nodes);
  const slots = new Map(nodes.map((n) => [n.id, { id: n.id, layer: layer.get(n.id), up: [], down: [] }]));
  const edges = nodes.flatMap((n) => (n.parents ?? []).filter((p) => slots.has(p)).map((p) => route(slots, p, n.id)));
  const rows = [];
  for (const s of slots.values()) (rows[s.layer] ??= []).push(s);
  order(rows);
  const height = stack(rows);
  const x = (l) => l * (box.width + box.across);
  const placed = new Map(nodes.map((n) => [n.id, { x: x(layer.get(n.id)), y: slots.get(n.id).y }]));
  const lines = edges.map(({ from, to, by }) => ({ from, to, points: by.map((s) => [x(s.layer) + box.width / 2, s.y + box.height / 2]) }));
  return { nodes: placed, edges: lines, width: Math.max(x(rows.length) - box.across, 0), height };
}

// layers: a node is one further than the furthest of its parents.
function layers(nodes) {
  const parents = new Map(nodes.map((n) => [n.id, n.parents ?? []]));
  const found = new Map();
  const of = (id, on) => {
    if (found.has(id)) return found.get(id);
    if (on.has(id)) return 0;
    on.add(id);
    const l = Math.max(-1, ...parents.get(id).filter((p) => parents.has(p)).map((p) => of(p, on))) + 1;
    found.set(id, l);
    return l;
  };
  for (const n of nodes) of(n.id, new Set());
  return found;
}

// route joins two nodes by slots in the layers between them.
function route(slots, from, to) {
  const by = [slots.get(from)];
  const end = slots.get(to);
  for (let l = by[0].layer + 1; l < end.layer; l++) {
    const s = { id: `${from} ${to} ${l}`, layer: l, up: [], down: [], thin: true };
    slots.set(s.id, s);
    by.push(s);
  }
  by.push(end);
  for (let i = 1; i < by.length; i++) {
    by[i - 1].down.push(by[i]);
    by[i].up.push(by[i - 1]);
  }
  return { from, to, by };
}

// order sorts each layer by the mean place of the neighbours, forth and back.
function order(rows) {
  const number = () => rows.forEach((r) => r.forEach((s, i) => (s.at = i)));
  const sweep = (row, side) => {
    const mean = new Map(row.map((s) => [s, s[side].length ? s[side].reduce((sum, o) => sum + o.at, 0) / s[side].length : lonely(s) ? Infinity : s.at]));
    row.sort((a, b) => (mean.get(a) === mean.get(b) ? 0 : mean.get(a) - mean.get(b)));
    row.forEach((s, i) => (s.at = i));
  };
  rows[0]?.sort((a, b) => Number(lonely(a)) - Number(lonely(b)));
  number();
  for (let turn = 0; turn < 6; turn++) {
    if (turn % 2 === 0) rows.slice(1).forEach((r) => sweep(r, "up"));
    else rows.slice(0, -1).reverse().forEach((r) => sweep(r, "down"));
  }
}

// stack gives slots their heights, near to their neighbours' and never over one another, and returns how high all is.
function stack(rows) {
  const size = (s) => (s.thin ? 12 : box.height);
  const middle = (s) => s.y + box.height / 2;
  const gap = (a, b) => (size(a) + size(b)) / 2 + box.down;
  for (const row of rows) row.forEach((s, i) => (s.y = i === 0 ? 0 : row[i - 1].y + gap(row[i - 1], s)));
  for (let turn = 0; turn < 8; turn++) {
    for (const row of turn % 2 === 0 ? rows : rows.toReversed()) settle(row, turn % 2 === 0 ? "up" : "down", middle, gap);
  }
  const all = rows.flat();
  const top = Math.min(0, ...all.map((s) => s.y)) || Math.min(...all.map((s) => s.y), Infinity);
  for (const s of all) s.y -= Number.isFinite(top) ? top : 0;
  return Math.max(0, ...all.map((s) => s.y + box.height));
}

// lonely is a node without edges: such stand below the others.
const lonely = (s) => s.up.length + s.down.length === 0;

function settle(row, side, middle, gap) {
  const wish = row.map((s) => (s[side].length ? s[side].reduce((sum, o) => sum + middle(o), 0) / s[side].length - box.height / 2 : s.y));
  const low = [];
  row.forEach((s, i) => low.push(i === 0 ? wish[0] : lonely(s) ? (wish[i] = low[i - 1] + gap(row[i - 1], s)) : Math.max(wish[i], low[i - 1] + gap(row[i - 1], s))));
  const high = [];
  for (let i = row.length - 1; i >= 0; i--) high[i] = i === row.length - 1 ? wish[i] : Math.min(wish[i], high[i + 1] - gap(row[i], row[i + 1]));
  row.forEach((s, i) => (s.y = (low[i] + high[i]) / 2));
}
