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

// The most rows whose long texts are asked for whole; each is a question of its own.
const mostWhole = 200;

// fetchCells reads a rectangle of a view's table, in as many windows as it takes, and rows with texts that are too long for a
// window one by one. It gives the columns, and in how many rows texts are cut all the same.
export async function fetchCells(live, spec, range) {
  let next;
  const view = live.open(spec, {
    frame: (f) => next?.(f),
    failed: (text) => next?.(new Error(text)),
  });
  // ask sends a question and waits for the frame that answers it, as long as somebody who copies would.
  const ask = (send, answers) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("the rows did not come within 10 s: try again")), 10_000);
      next = (f) => {
        if (f instanceof Error) reject(f);
        else if (answers(f)) resolve(f);
        else return;
        clearTimeout(timer);
      };
      send();
    });
  try {
    const columns = await windows(view, ask, range);
    return { columns, cut: await whole(view, ask, range, columns) };
  } finally {
    view.close();
  }
}

async function windows(view, ask, { r0, r1, c0, c1 }) {
  const columns = Array.from({ length: c1 - c0 + 1 }, () => []);
  for (let lo = r0; lo <= r1; lo += mostRows) {
    const hi = Math.min(lo + mostRows, r1 + 1);
    for (let a = c0; a <= c1; a += mostColumns) {
      const w = { lo, hi, a, b: Math.min(a + mostColumns, c1 + 1) };
      const f = await ask(() => view.window(w), (f) => f.first === a && f.lo === Math.min(lo, f.size) && f.hi === Math.min(hi, f.size));
      f.cells.forEach((cells, i) => columns[a - c0 + i].push(...cells));
    }
  }
  return columns;
}

// whole puts the whole texts in the place of those that end in dots, and returns how many rows are left with some.
async function whole(view, ask, { r0, c0 }, columns) {
  const cut = [];
  for (let i = 0; i < columns[0].length; i++) if (columns.some((c) => c[i]?.endsWith("…"))) cut.push(i);
  if (cut.length > 0) view.window({ lo: 0, hi: 0, a: 0, b: 0 });
  for (const i of cut.slice(0, mostWhole)) {
    const { record } = await ask(() => view.record(r0 + i), (f) => f.record?.row === r0 + i);
    columns.forEach((c, k) => (c[i] = record.values?.[c0 + k] ?? null));
  }
  return Math.max(cut.length - mostWhole, 0);
}
