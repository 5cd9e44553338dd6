// Selected cells as tab-separated text. What is selected beyond the window is asked for by a view of its own.
import { mostColumns, mostRows } from "./windows.js";

// The most cells that are copied at once.
export const mostCells = 200_000;

// tsv is columns of texts as lines with tabs; null is nothing, and what would break a line is a space.
export function tsv(columns) {
  const rows = columns[0]?.length ?? 0;
  const line = (r) => columns.map((c) => (c[r] ?? "").replace(/[\t\n\r]+/g, " ")).join("\t");
  return Array.from({ length: rows }, (_, r) => line(r)).join("\n");
}

// fetchCells reads a rectangle of a view's table, in as many windows as it takes.
export async function fetchCells(live, spec, { r0, r1, c0, c1 }) {
  const columns = Array.from({ length: c1 - c0 + 1 }, () => []);
  let next;
  const view = live.open(spec, {
    frame: (f) => next?.resolve(f),
    failed: (text) => next?.reject(new Error(text)),
  });
  try {
    for (let lo = r0; lo <= r1; lo += mostRows) {
      const hi = Math.min(lo + mostRows, r1 + 1);
      for (let a = c0; a <= c1; a += mostColumns) {
        const b = Math.min(a + mostColumns, c1 + 1);
        const f = await ask(view, { lo, hi, a, b }, (n) => (next = n));
        f.cells.forEach((cells, i) => columns[a - c0 + i].push(...cells));
        if (f.hi < hi && f.size <= f.hi) return columns;
      }
    }
    return columns;
  } finally {
    view.close();
  }
}

// ask waits for the frame of a window, as long as somebody who copies would.
async function ask(view, w, expect) {
  const limit = AbortSignal.timeout(10_000);
  for (;;) {
    const arriving = Promise.withResolvers();
    limit.onabort = () => arriving.reject(new Error("the rows did not come within 10 s: try again"));
    expect(arriving);
    view.window(w);
    const f = await arriving.promise;
    if (f.lo === Math.min(w.lo, f.size) && f.first === w.a && f.hi === Math.min(w.hi, f.size)) return f;
  }
}
