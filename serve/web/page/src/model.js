// What the page knows of a view: the last frame, the table's columns, and which window was asked for.
import { changed } from "./lit.js";
import { covers, enough, wanted } from "./windows.js";

export class Model {
  size = 0;
  base = 0;
  columns = null;
  error = null;
  frame = null;
  #asked = null;
  #waiting = [];

  // put takes a frame in and gives the cells that changed since the one before. A frame with columns is the first of what was
  // asked for last: nothing changed in it, all is new.
  put(frame) {
    const before = frame.columns ? null : this.frame;
    if (frame.columns) this.columns = frame.columns;
    this.size = frame.size;
    this.base = frame.base ?? frame.size;
    this.error = frame.error ?? null;
    this.frame = frame;
    for (const done of this.#waiting.splice(0)) done();
    return before ? changed(before, frame) : [];
  }

  // ask gives the window to ask for to see rows [lo, hi) and columns [a, b), or null if what was asked for will do.
  ask(seen, follow) {
    if (enough(this.#asked, seen, this.size, this.columns?.length ?? 0, follow)) return null;
    this.#asked = wanted(seen, this.size, follow);
    return this.#asked;
  }

  // has reports whether the frame has what is seen.
  has(seen) {
    const f = this.frame;
    return f !== null && covers({ lo: f.lo, hi: f.hi, a: f.first, b: f.first + f.cells.length }, seen, this.size, this.columns.length);
  }

  // arrival is done at the next frame, or after ms.
  arrival(ms) {
    return new Promise((done) => {
      this.#waiting.push(done);
      setTimeout(done, ms);
    });
  }

  // cell is a text, null, or undefined where nothing is known.
  cell(row, column) {
    const f = this.frame;
    return f?.cells[column - f.first]?.[row - f.lo];
  }

  // id is the engine's number of the row at a place, by which it is known wherever it moves.
  id(row) {
    const f = this.frame;
    return f?.rows[row - f.lo];
  }

  place(name) {
    return this.columns?.findIndex((c) => c.name === name) ?? -1;
  }
}
