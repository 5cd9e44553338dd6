import assert from "node:assert/strict";
import { test } from "node:test";
import { Cursor, moved } from "../../src/cursor.js";
import { tsv } from "../../src/copy.js";

test("keys move by cells, pages and to the edges, and never out of the table", () => {
  const from = { row: 50, column: 3 };
  const to = (key, far = false, at = from) => Object.values(moved(key, far, at, 20, 100, 8));
  assert.deepEqual(to("ArrowUp"), [49, 3]);
  assert.deepEqual(to("ArrowDown", true), [99, 3]);
  assert.deepEqual(to("ArrowLeft", true), [50, 0]);
  assert.deepEqual(to("PageDown"), [70, 3]);
  assert.deepEqual(to("PageUp", false, { row: 5, column: 0 }), [0, 0]);
  assert.deepEqual(to("Home"), [50, 0]);
  assert.deepEqual(to("End", true), [99, 7]);
  assert.deepEqual(to("ArrowRight", false, { row: 99, column: 7 }), [99, 7]);
  assert.equal(moved("x", false, from, 20, 100, 8), null);
  assert.deepEqual(moved("ArrowDown", false, { row: 0, column: 0 }, 20, 0, 0), { row: 0, column: 0 });
});

test("a selection grows from where it began, and is gone at the next plain step", () => {
  const c = new Cursor();
  c.at(5, 2);
  assert.ok(c.single);
  c.at(3, 4, true);
  assert.deepEqual(c.range(), { r0: 3, r1: 5, c0: 2, c1: 4 });
  c.at(7, 1, true);
  assert.deepEqual(c.range(), { r0: 5, r1: 7, c0: 1, c1: 2 });
  assert.ok(c.has(6, 1) && !c.has(6, 3));
  c.at(7, 1);
  assert.ok(c.single);
});

test("a table that became smaller keeps the cursor within", () => {
  const c = new Cursor();
  c.at(90, 3);
  c.at(95, 3, true);
  c.clamp(50, 2);
  assert.deepEqual([c.row, c.column, c.single], [49, 1, true]);
  c.clamp(0, 0);
  assert.deepEqual([c.row, c.column], [0, 0]);
});

test("what is copied has a line for each row, whatever is in the cells", () => {
  assert.equal(tsv([["a", "b\tc\nd", null], ["1", "2", "3"]]), "a\t1\nb c d\t2\n\t3");
  assert.equal(tsv([[]]), "");
});
