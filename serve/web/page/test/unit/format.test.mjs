import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, count, millis, pretty, rate, short } from "../../src/format.js";

test("numbers are as short as they can be read", () => {
  for (const [n, want] of [[0, "0"], [9999, "9,999"], [10_000, "10k"], [12_345, "12.3k"], [1_000_000, "1M"], [1_234_567, "1.23M"], [999_600, "1M"], [2.5e9, "2.5G"], [0.25, "0.25"], [12.34, "12.3"], [null, ""], [-12_345, "-12.3k"]]) {
    assert.equal(short(n), want, String(n));
  }
  for (const [n, want] of [[0, "0 B"], [1023, "1023 B"], [1024, "1 kB"], [123_456, "121 kB"], [48e6, "45.8 MB"], [null, ""]]) assert.equal(bytes(n), want);
  for (const [n, want] of [[0, "0 ms"], [0.001, "<0.01 ms"], [0.123, "0.12 ms"], [1500, "1.5 s"], [null, ""]]) assert.equal(millis(n), want);
  assert.equal(rate(5000), "5,000/s");
  assert.equal(rate(0), "");
  assert.equal(count(1_000_000), "1,000,000");
});

test("JSON is laid out, and nothing of it is changed", () => {
  assert.equal(pretty('{"a":[1,2.50]}'), '{\n  "a": [\n    1,\n    2.5\n  ]\n}');
  assert.equal(pretty(" [1]"), "[\n  1\n]");
  for (const none of ["", "12", '"a"', "{a}", "[1", "plain"]) assert.equal(pretty(none), null, none);
  assert.equal(pretty('{"id":9007199254740993}'), null, "a number that JavaScript cannot hold");
  assert.equal(pretty('{"x":1e400}'), null);
  assert.ok(pretty('{"x":1.5e3,"s":"9007199254740993"}'));
});
