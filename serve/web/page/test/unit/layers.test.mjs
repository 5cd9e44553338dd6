import assert from "node:assert/strict";
import { test } from "node:test";
import { box, place } from "../../src/layers.js";

const node = (id, ...parents) => ({ id, parents });

// apart fails if two boxes are over one another.
function apart(nodes) {
  const all = [...nodes.values()];
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      assert.ok(a.x !== b.x || Math.abs(a.y - b.y) >= box.height, JSON.stringify([a, b]));
    }
  }
}

test("a node stands to the right of all that it is made of", () => {
  const graph = [node(1), node(2), node(3, 1), node(4, 3, 2), node(5, 4), node(6, 1, 5)];
  const { nodes, edges, width, height } = place(graph);
  for (const n of graph) for (const p of n.parents) assert.ok(nodes.get(p).x < nodes.get(n.id).x, `${p} -> ${n.id}`);
  apart(nodes);
  assert.equal(edges.length, 6);
  for (const { x, y } of nodes.values()) assert.ok(x >= 0 && y >= 0 && x + box.width <= width + 0.01 && y + box.height <= height + 0.01);
});

test("an edge over several layers has a point in each, away from the boxes there", () => {
  const { nodes, edges } = place([node(1), node(2, 1), node(3, 2), node(4, 3, 1)]);
  const long = edges.find((e) => e.from === 1 && e.to === 4);
  assert.equal(long.points.length, 4);
  for (const [x, y] of long.points.slice(1, -1)) {
    const inside = [...nodes.values()].some((n) => x >= n.x && x <= n.x + box.width && y > n.y && y < n.y + box.height);
    assert.ok(!inside, `${x}, ${y}`);
  }
});

test("lines that need not cross do not", () => {
  const { nodes } = place([node("a"), node("b"), node("c"), node("c2", "c"), node("b2", "b"), node("a2", "a")]);
  const order = (ids) => [...ids].sort((p, q) => nodes.get(p).y - nodes.get(q).y);
  assert.deepEqual(order(["a2", "b2", "c2"]).map((n) => n[0]), order(["a", "b", "c"]));
});

test("no nodes, unknown parents and a hundred nodes are placed", () => {
  assert.deepEqual(place([]), { nodes: new Map(), edges: [], width: 0, height: 0 });
  assert.equal(place([node(1, 99)]).edges.length, 0);
  const many = Array.from({ length: 100 }, (_, i) => (i < 10 ? node(i) : node(i, i - 10, Math.floor(i / 2))));
  apart(place(many).nodes);
});

test("nodes without edges stand below the others", () => {
  const { nodes } = place([node("alone"), node(1), node("alone too"), node(2), node(3, 1), node(4, 2), node(5, 3, 4)]);
  const lowest = Math.max(nodes.get(1).y, nodes.get(2).y);
  assert.ok(nodes.get("alone").y > lowest && nodes.get("alone too").y > lowest);
  apart(nodes);
});
