// How numbers of the page's own are written. What is in tables is written by the server, as the terminal has it.

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

// count is 1234567 as 1,234,567.
export const count = (n) => whole.format(n);

// short is 1234567 as 1.23M, in three digits.
export function short(n) {
  if (n === null || n === undefined || !Number.isFinite(n)) return "";
  const size = Math.abs(n);
  for (const [from, by, unit] of [[999.5e6, 1e9, "G"], [999.5e3, 1e6, "M"], [9_999.5, 1e3, "k"]]) {
    if (size >= from) return digits(n / by) + unit;
  }
  return size < 100 && !Number.isInteger(n) ? digits(n) : whole.format(n);
}

function digits(n) {
  const size = Math.abs(n);
  return Number(n.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2)).toString();
}

// bytes is 123456 as 121 kB, by 1024.
export function bytes(n) {
  if (n === null || n === undefined) return "";
  const units = ["B", "kB", "MB", "GB", "TB"];
  let i = 0;
  for (; n >= 1023.5 && i < units.length - 1; i++) n /= 1024;
  return `${i === 0 ? n : digits(n)} ${units[i]}`;
}

// rate is rows a second: 5,000/s.
export const rate = (n) => (n >= 0.005 ? `${short(n)}/s` : "");

// millis is a time in milliseconds: 0.12 ms, 1.5 s.
export function millis(n) {
  if (n === null || n === undefined) return "";
  if (n >= 999.5) return `${digits(n / 1000)} s`;
  return n > 0 && n < 0.01 ? "<0.01 ms" : `${digits(n)} ms`;
}

// pretty is a text that holds JSON over several lines, or null if it is none.
export function pretty(value) {
  const first = value.trimStart()[0];
  if (first !== "{" && first !== "[") return null;
  try {
    const parsed = JSON.parse(value);
    if (losesNumbers(value)) return null;
    return JSON.stringify(parsed, null, 2);
  } catch {
    return null;
  }
}

// losesNumbers reports whether JavaScript's numbers would change one of those in a text of JSON: such is shown as it is.
function losesNumbers(value) {
  const outside = value.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  for (const [number] of outside.matchAll(/-?\d[\d.eE+-]*/g)) {
    const written = String(Number(number));
    if (written !== number && digitsOf(written) !== digitsOf(number)) return true;
  }
  return false;
}

const digitsOf = (number) => number.replace(/[eE].*/, "").replace(/[^\d]/g, "").replace(/^0+|0+$/g, "");
