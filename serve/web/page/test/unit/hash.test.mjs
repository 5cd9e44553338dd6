import assert from "node:assert/strict";
import { test } from "node:test";
import { format, nextSort, parse } from "../../src/hash.js";

const table = { at: "table", table: "trades", sort: [], filter: "" };

test("routes come back from the address as they went in", () => {
  for (const route of [
    table,
    { ...table, table: "a/b?c#d e%" },
    { ...table, sort: [{ column: "Price", down: true }, { column: "Sym", down: false }], filter: "Qty > 10 && Sym = `A&B`", follow: true },
    { ...table, row: 12, column: "Price", record: true },
    { ...table, at: "plot", plot: { kind: "line", x: "T", y: ["P", "Q,R"], by: ["Sym"], bins: 20, title: "a = b" } },
    { at: "graph" },
    { at: "status" },
    { at: "errors" },
    { at: "none" },
  ]) {
    assert.deepEqual(parse(format(route)), route, format(route));
  }
});

test("addresses that nobody made are no failures", () => {
  for (const hash of ["", "#", "#/", "#/nothing", "#/table", "#/table/"]) assert.deepEqual(parse(hash), { at: "none" }, hash);
  assert.equal(parse("#/table/%zz").table, "%zz");
  assert.deepEqual(parse("#/table/t?row=-3&sort=,-,A"), { ...table, table: "t", sort: [{ column: "A", down: false }] });
  assert.equal(parse("#/plot/t?bins=-5").plot.bins, 0);
});

test("a click on a header sorts up, down and not at all, with shift beside the others", () => {
  const up = (column) => ({ column, down: false });
  const down = (column) => ({ column, down: true });
  assert.deepEqual(nextSort([], "A", false), [up("A")]);
  assert.deepEqual(nextSort([up("A")], "A", false), [down("A")]);
  assert.deepEqual(nextSort([down("A")], "A", false), []);
  assert.deepEqual(nextSort([up("A"), up("B")], "C", false), [up("C")]);
  assert.deepEqual(nextSort([up("A")], "B", true), [up("A"), up("B")]);
  assert.deepEqual(nextSort([up("A"), up("B")], "A", true), [down("A"), up("B")]);
  assert.deepEqual(nextSort([down("A"), up("B")], "A", true), [up("B")]);
});
