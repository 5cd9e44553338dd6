// The cell that the keys are at and the rectangle that is selected. Pure: places only.

export class Cursor {
  row = 0;
  column = 0;
  #from = null;

  // at moves to a cell; with extend, what was selected grows to it.
  at(row, column, extend = false) {
    if (!extend) this.#from = null;
    else this.#from ??= { row: this.row, column: this.column };
    this.row = row;
    this.column = column;
  }

  // range is the selected rectangle, ends included.
  range() {
    const from = this.#from ?? this;
    const [r0, r1] = [Math.min(from.row, this.row), Math.max(from.row, this.row)];
    const [c0, c1] = [Math.min(from.column, this.column), Math.max(from.column, this.column)];
    return { r0, r1, c0, c1 };
  }

  has(row, column) {
    const { r0, r1, c0, c1 } = this.range();
    return row >= r0 && row <= r1 && column >= c0 && column <= c1;
  }

  // single reports whether one cell alone is selected.
  get single() {
    return this.#from === null;
  }

  // clamp keeps the cursor within a table that became smaller.
  clamp(rows, columns) {
    this.row = Math.max(Math.min(this.row, rows - 1), 0);
    this.column = Math.max(Math.min(this.column, columns - 1), 0);
    if (this.#from && (this.#from.row >= rows || this.#from.column >= columns)) this.#from = null;
  }
}

// moved is the cell that a key leads to from a cell, or null for keys that move nothing.
export function moved(key, far, from, page, rows, columns) {
  const last = { row: Math.max(rows - 1, 0), column: Math.max(columns - 1, 0) };
  const to = { row: from.row, column: from.column };
  switch (key) {
    case "ArrowUp": to.row = far ? 0 : from.row - 1; break;
    case "ArrowDown": to.row = far ? last.row : from.row + 1; break;
    case "ArrowLeft": to.column = far ? 0 : from.column - 1; break;
    case "ArrowRight": to.column = far ? last.column : from.column + 1; break;
    case "PageUp": to.row -= page; break;
    case "PageDown": to.row += page; break;
    case "Home": to.column = 0; if (far) to.row = 0; break;
    case "End": to.column = last.column; if (far) to.row = last.row; break;
    default: return null;
  }
  return { row: Math.max(Math.min(to.row, last.row), 0), column: Math.max(Math.min(to.column, last.column), 0) };
}
