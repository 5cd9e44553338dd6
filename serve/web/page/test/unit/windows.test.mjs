import assert from "node:assert/strict";
import { test } from "node:test";
import { covers, enough, into, mostColumns, mostRows, rowAt, topOf, wanted } from "../../src/windows.js";

const seen = (lo, hi, a = 0, b = 8) => ({ lo, hi, a, b });

test("what is asked for covers what is seen, and is never more than the server gives", () => {
  for (const size of [0, 1, 30, 1000, 1_000_000]) {
    for (const lo of [0, 1, 500, size - 30, size].filter((n) => n >= 0)) {
      for (const rows of [1, 30, 400, 1000]) {
        for (const follow of [false, true]) {
          for (const [a, b] of [[0, 8], [190, 210], [5, 190]]) {
            const s = seen(lo, Math.min(lo + rows, Math.max(size, lo + 1)), a, b);
            const w = wanted(s, size, follow);
            assert.ok(covers(w, s, size, 1000), JSON.stringify({ s, w, size, follow }));
            assert.ok(w.lo >= 0 && w.hi - w.lo <= mostRows && w.b - w.a <= mostColumns && w.a >= 0, JSON.stringify(w));
          }
        }
      }
    }
  }
});

test("a turn of the wheel within the window asks for nothing, a jump does", () => {
  const w = wanted(seen(5000, 5040), 1_000_000, false);
  assert.ok(enough(w, seen(5010, 5050), 1_000_000, 8, false));
  assert.ok(!enough(w, seen(5060, 5100), 1_000_000, 8, false));
  assert.ok(!enough(w, seen(0, 40), 1_000_000, 8, false));
  assert.ok(!enough(null, seen(0, 40), 1_000_000, 8, false));
});

test("at the ends of a table nothing more is wanted than there is", () => {
  const top = wanted(seen(0, 40), 100, false);
  assert.ok(enough(top, seen(0, 40), 100, 8, false));
  const end = wanted(seen(60, 100), 100, false);
  assert.equal(end.hi, 100);
  assert.ok(enough(end, seen(60, 100), 100, 8, false));
});

test("who follows asks beyond the end, and again when the table has come so far", () => {
  const w = wanted(seen(960, 1000), 1000, true);
  assert.ok(w.hi > 1000);
  assert.ok(enough(w, seen(1000, 1040), 1040, 8, true));
  assert.ok(!enough(w, seen(w.hi - 40, w.hi), w.hi, 8, true));
});

test("a grid of more rows than pixels reaches each of them", () => {
  const [size, shown, range] = [1_000_000, 30, 10_000_000 - 744];
  assert.equal(rowAt(0, size, shown, range), 0);
  assert.equal(rowAt(range, size, shown, range), size - shown);
  for (const row of [0, 1, 77_777, 500_000, size - shown]) {
    const px = Math.ceil(topOf(row, size, shown, range));
    assert.ok(Math.abs(rowAt(px, size, shown, range) - row) < 0.2, `row ${row}`);
  }
  assert.equal(topOf(5, 10, 30, 0), 0);
});

test("a row is brought into sight by the least that it takes", () => {
  assert.equal(into(5, 10, 20), 5);
  assert.equal(into(15, 10, 20), 10);
  assert.equal(into(30, 10, 20.5), 11);
  assert.equal(into(29, 10, 20), 10);
});
