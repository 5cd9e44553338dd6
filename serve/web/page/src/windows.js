// Which rows and columns are asked for, and what of them a frame has. Pure: no page, no connection.

// The most that the server sends of a view at once.
export const mostRows = 1000;
export const mostColumns = 200;

// The rows that are asked for above and below those that are seen, so that a turn of the wheel needs no answer.
const around = 60;

// wanted is the window to ask for to see rows [lo, hi) and columns [a, b) of a table: with rows around; with follow, beyond
// the end, so that rows that come are in the frame that tells of them.
export function wanted(seen, size, follow) {
  const above = Math.min(around, Math.max(Math.floor((mostRows - (seen.hi - seen.lo)) / 2), 0));
  const lo = Math.max(seen.lo - above, 0);
  const below = follow ? lo + mostRows : Math.min(seen.hi + around, Math.max(size, seen.hi));
  const hi = Math.min(below, lo + mostRows);
  const a = Math.max(seen.a - 2, 0);
  return { lo, hi, a, b: Math.min(seen.b + 4, a + mostColumns) };
}

// covers reports whether a window has rows [lo, hi) and columns [a, b), as far as the table has them.
export function covers(window, seen, size, columns) {
  if (!window) return false;
  return (
    window.lo <= seen.lo && window.hi >= Math.min(seen.hi, size) && window.a <= seen.a && window.b >= Math.min(seen.b, columns)
  );
}

// enough reports whether a window that was asked for still does: it covers what is seen, with a margin where there is more.
export function enough(asked, seen, size, columns, follow) {
  if (!covers(asked, seen, size, columns)) return false;
  if (follow && asked.hi <= size) return false;
  const margin = Math.floor(around / 3);
  return (
    (asked.lo === 0 || asked.lo <= seen.lo - margin) && (follow || asked.hi >= Math.min(seen.hi + margin, size))
  );
}

// rowAt is the row, with its fraction, at the top of a grid that is scrolled to px, and topOf its inverse. A grid of more rows
// than a browser has pixels is scrolled in larger steps.
export function rowAt(px, size, shown, range) {
  return (Math.max(size - shown, 0) * px) / Math.max(range, 1);
}

export function topOf(row, size, shown, range) {
  const rows = Math.max(size - shown, 0);
  return rows === 0 ? 0 : (Math.min(row, rows) * Math.max(range, 1)) / rows;
}

// into is the first row to show so that row is seen among shown rows, nearest to how it is now.
export function into(row, first, shown) {
  const whole = Math.max(Math.floor(shown), 1);
  if (row < first) return row;
  if (row + 1 > first + whole) return row + 1 - whole;
  return first;
}
