// Which cells changed from one frame to the next, by the engine's numbers of rows, so that rows that only moved are none.

// changed is the cells of a frame that are others than in the one before: [{row, column}] with the row's number and the column's
// place in the table; column -1 is a row that was added. Rows that were not in the frame before may have been there all the
// time, above or below it: new are those beyond its end, or between its rows, and no more than the table says were added.
export function changed(before, now) {
  const had = new Map(before.rows.map((id, i) => [id, i]));
  const [from, to] = [Math.max(before.first, now.first), Math.min(before.first + before.cells.length, now.first + now.cells.length)];
  const cells = [];
  const fresh = [];
  now.rows.forEach((id, i) => {
    const j = had.get(id);
    if (j === undefined) {
      if (now.lo === before.lo || now.lo + i >= before.size) fresh.push({ row: id, column: -1 });
      return;
    }
    for (let c = from; c < to; c++) {
      if (now.cells[c - now.first][i] !== before.cells[c - before.first][j]) cells.push({ row: id, column: c });
    }
  });
  return fresh.length <= (now.changed?.added ?? 0) ? cells.concat(fresh) : cells;
}

// steps is in how many steps what is lit goes out. A style sheet that fades makes Chromium draw all cells for each picture of
// the screen, on one processor and a half; classes for the steps cost what is drawn anyway.
export const steps = 4;

// Lit remembers for a moment what was lit.
export class Lit {
  #until = new Map();

  constructor(ms, now = () => performance.now()) {
    this.ms = ms;
    this.now = now;
  }

  // add lights cells of changed.
  add(cells) {
    const until = this.now() + this.ms;
    for (const { row, column } of cells) this.#until.set(`${row} ${column}`, until);
  }

  // clear puts all out.
  clear() {
    this.#until.clear();
  }

  // look is how a cell is lit, as a class: lit-0 to lit-3, fresh-0 to fresh-3 in a row that was added, "" if it is not.
  look(row, column) {
    const cell = this.#step(`${row} ${column}`);
    if (cell >= 0) return `lit-${cell}`;
    const whole = this.#step(`${row} -1`);
    return whole >= 0 ? `fresh-${whole}` : "";
  }

  // sweep forgets what is out, and reports whether something is lit.
  sweep() {
    const now = this.now();
    for (const [key, until] of this.#until) if (until <= now) this.#until.delete(key);
    return this.#until.size > 0;
  }

  #step(key) {
    const left = (this.#until.get(key) ?? 0) - this.now();
    return left > 0 ? Math.min(Math.floor((1 - left / this.ms) * steps), steps - 1) : -1;
  }
}
