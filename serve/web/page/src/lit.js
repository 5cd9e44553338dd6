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

// Lit remembers for a moment what was lit: the number of the time it was lit last.
export class Lit {
  #at = new Map();
  #turn = 0;

  constructor(ms, now = () => performance.now()) {
    this.ms = ms;
    this.now = now;
  }

  // add lights cells of changed.
  add(cells) {
    if (cells.length === 0) return;
    this.#turn++;
    const until = this.now() + this.ms;
    for (const { row, column } of cells) this.#at.set(`${row} ${column}`, { turn: this.#turn, until });
  }

  // clear puts all out.
  clear() {
    this.#at.clear();
  }

  // turn has a number that is another one each time the cell is lit, and whether its row is new; null if it is not lit.
  turn(row, column) {
    const cell = this.#live(`${row} ${column}`);
    if (cell) return { turn: cell.turn, fresh: false };
    const whole = this.#live(`${row} -1`);
    return whole ? { turn: whole.turn, fresh: true } : null;
  }

  // sweep forgets what is out.
  sweep() {
    const now = this.now();
    for (const [key, { until }] of this.#at) if (until <= now) this.#at.delete(key);
  }

  get size() {
    return this.#at.size;
  }

  #live(key) {
    const cell = this.#at.get(key);
    return cell && cell.until > this.now() ? cell : undefined;
  }
}
