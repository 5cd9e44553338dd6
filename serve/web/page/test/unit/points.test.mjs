import assert from "node:assert/strict";
import { test } from "node:test";
import { extent, nearest, number, path, ranges, width } from "../../src/points.js";

const same = (v) => v;
function drawn(xs, ys, toX = same) {
  const steps = [];
  path(xs, ys, toX, same, (x, y) => steps.push(["move", x, y]), (x, y) => steps.push(["line", x, y]));
  return steps;
}

test("a line goes from point to point and stops at gaps", () => {
  assert.deepEqual(drawn([1, 2, 3, 4, 5], [9, 8, null, 6, 5]), [["move", 1, 9], ["line", 2, 8], ["move", 4, 6], ["line", 5, 5]]);
  assert.deepEqual(drawn([5, 1, 3], [1, 2, 3]), [["move", 5, 1], ["line", 1, 2], ["line", 3, 3]], "in the order of the rows");
});

test("a million points are a few for each pixel, and none of the peaks is lost", () => {
  const n = 1_000_000;
  const xs = Array.from({ length: n }, (_, i) => i);
  const ys = xs.map((i) => (i === 123_456 ? 1000 : i === 777_777 ? -1000 : i % 7));
  const steps = drawn(xs, ys, (x) => x / 1000);
  assert.ok(steps.length < 10_000, `${steps.length} steps`);
  const all = steps.map(([, , y]) => y);
  assert.equal(Math.max(...all), 1000);
  assert.equal(Math.min(...all), -1000);
});

const chart = (kind, x, y, scale = "number") => ({ kind, x: { scale }, series: [{ x, y }] });

test("axes have room around the points; bars stand on zero", () => {
  const line = ranges(chart("line", [0, 100], [10, 20]));
  assert.ok(line.x[0] < 0 && line.x[1] > 100 && line.y[0] < 10 && line.y[0] > 0 && line.y[1] > 20);
  const bar = ranges(chart("bar", [0, 1, 2], [3, 4, 5], "category"));
  assert.deepEqual(bar.x, [-0.5, 2.5]);
  assert.equal(bar.y[0], 0);
  assert.ok(ranges(chart("bar", [0, 1], [-3, 4], "category")).y[0] < -3);
  for (const kind of ["line", "scatter", "bar", "histogram"]) {
    for (const [xs, ys] of [[[], []], [[5], [5]], [[0], [0]], [[null], [null]]]) {
      const r = ranges(chart(kind, xs, ys));
      assert.ok(r.x[0] < r.x[1] && r.y[0] < r.y[1], `${kind} ${xs}: ${JSON.stringify(r)}`);
    }
  }
});

test("bars are as wide as the least distance between two", () => {
  assert.equal(width(chart("bar", [0, 10, 12, 30], [1, 1, 1, 1])), 2);
  assert.equal(width(chart("bar", [0, 1], [1, 1], "category")), 1);
  assert.equal(width(chart("bar", [4], [1])), 1);
  assert.equal(width({ ...chart("histogram", [4, 5], [1, 1]), width: 0.5 }), 0.5, "as the chart says");
});

test("the nearest point is found across, or at all", () => {
  assert.equal(nearest([0, 10, 20], [0, 0, 0], same, same, 13, null), 1);
  assert.equal(nearest([0, 10, 20], [0, null, 0], same, same, 9, null), 0);
  assert.equal(nearest([0, 0], [0, 50], same, same, 0, 40), 1);
  assert.equal(nearest([], [], same, same, 0, null), -1);
});

test("extent knows no gaps, numbers are short", () => {
  assert.deepEqual(extent([[3, null, NaN], [1, Infinity]]), [1, 3]);
  assert.equal(extent([[null]]), null);
  assert.equal(number(1234.5), "1,234.5");
  assert.equal(number(0.1 + 0.2), "0.3");
  assert.equal(number(1e20), "1.0000e+20");
  assert.equal(number(12345678), "12,345,678");
});
