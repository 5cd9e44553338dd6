import assert from "node:assert/strict";
import { test } from "node:test";
import { Lit, changed } from "../../src/lit.js";

const frame = (more) => ({ lo: 0, size: 3, first: 0, rows: [7, 8, 9], cells: [["a", "b", "c"], ["1", "2", "3"]], changed: { added: 0 }, ...more });

test("a cell with another value is lit, by the number of its row", () => {
  assert.deepEqual(changed(frame(), frame({ cells: [["a", "b", "c"], ["1", "5", null]] })), [{ row: 8, column: 1 }, { row: 9, column: 1 }]);
});

test("rows that moved are not lit, and what changed in them is where they are now", () => {
  assert.deepEqual(changed(frame(), frame({ rows: [9, 7, 8], cells: [["c", "a", "b"], ["3", "1", "2"]] })), []);
  assert.deepEqual(changed(frame(), frame({ rows: [9, 7, 8], cells: [["c", "a", "b"], ["4", "1", "2"]] })), [{ row: 9, column: 1 }]);
});

test("after scrolling across, the columns that both have are compared", () => {
  const now = frame({ first: 1, cells: [["1", "2", "4"], ["x", "y", "z"]] });
  assert.deepEqual(changed(frame(), now), [{ row: 9, column: 1 }]);
});

test("rows that were added are lit whole; rows that came into sight are not", () => {
  const grown = { size: 4, rows: [7, 8, 9, 10], cells: [["a", "b", "c", "d"], ["1", "2", "3", "4"]] };
  assert.deepEqual(changed(frame(), frame({ ...grown, changed: { added: 1 } })), [{ row: 10, column: -1 }]);
  assert.deepEqual(changed(frame({ size: 4 }), frame({ ...grown, changed: { added: 0 } })), []);
  assert.deepEqual(changed(frame({ size: 9 }), frame({ ...grown, size: 9, lo: 2, changed: { added: 5 } })), [], "scrolled");
  const follows = frame({ lo: 2, size: 5, rows: [9, 10, 11], cells: [["c", "d", "e"], ["3", "4", "5"]], changed: { added: 2 } });
  assert.deepEqual(changed(frame(), follows), [{ row: 10, column: -1 }, { row: 11, column: -1 }], "followed");
});

test("what is lit goes out in steps, and begins anew when it is lit again", () => {
  let now = 0;
  const lit = new Lit(100, () => now);
  lit.add([{ row: 1, column: 2 }, { row: 5, column: -1 }]);
  assert.equal(lit.look(1, 2), "lit-0");
  assert.equal(lit.look(5, 0), "fresh-0");
  assert.equal(lit.look(1, 3), "");
  now = 60;
  assert.equal(lit.look(1, 2), "lit-2");
  lit.add([{ row: 1, column: 2 }]);
  assert.equal(lit.look(1, 2), "lit-0");
  now = 120;
  assert.equal(lit.look(5, 0), "");
  assert.equal(lit.look(1, 2), "lit-2");
  assert.ok(lit.sweep());
  now = 159;
  assert.equal(lit.look(1, 2), "lit-3");
  now = 160;
  assert.equal(lit.look(1, 2), "");
  assert.ok(!lit.sweep());
  lit.add([{ row: 1, column: 2 }]);
  lit.clear();
  assert.equal(lit.look(1, 2), "");
});
