// A server of the page's protocol with made-up tables, for tests that want what a real one has seldom: hostile text, tables
// that fail, errors, restarts. `node test/fake.mjs 8080` for a look.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

const dist = new URL("../dist/", import.meta.url);
const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", txt: "text/plain" };
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const hostile = `<img src=x onerror="document.title='pwned'"><b>bold</b>`;

// start listens and gives {url, close, token, drop}: token(false) refuses as after a start with another token.
export async function start({ port = 0, rows = 1_000_000, tick = 100 } = {}) {
  const world = new World(rows);
  let accepted = true;
  const sockets = new Set();
  const server = createServer(async (req, res) => {
    res.setHeader("Content-Security-Policy", csp);
    const path = new URL(req.url, "http://x").pathname;
    if (!accepted) return res.writeHead(401).end("no");
    if (path === "/ping") return res.writeHead(204).end();
    const name = path === "/" ? "index.html" : path.slice(1);
    try {
      const body = await readFile(new URL(name, dist));
      res.writeHead(200, { "Content-Type": types[name.split(".").pop()] }).end(body);
    } catch {
      res.writeHead(404).end();
    }
  });
  server.on("upgrade", (req, socket) => {
    if (!accepted) return socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    const accept = createHash("sha1").update(`${req.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    new Client(world, socket);
  });
  const timer = setInterval(() => world.step(), tick);
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const drop = () => sockets.forEach((s) => s.destroy());
  const close = () => {
    clearInterval(timer);
    drop();
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, port: server.address().port, world, drop, close, token: (ok) => (accepted = ok) };
}

const column = (name, type) => ({ name, type, align: type === "String" ? "left" : "right" });

// World is the tables, which change by steps.
class World {
  constructor(rows) {
    this.cycle = 1;
    this.clients = new Set();
    const n = (f) => Float64Array.from({ length: rows }, (_, i) => f(i));
    this.trades = { sym: n((i) => (i * 7) % 5), price: n((i) => 100 + ((i * 31) % 1000) / 10), qty: n((i) => (i * 13) % 500), rows };
    this.added = 0;
  }

  step() {
    this.cycle++;
    this.touched = 500;
    for (let k = 0; k < 500; k++) {
      const i = k < 10 ? Math.floor(Math.random() * 60) : Math.floor(Math.random() * this.trades.rows);
      this.trades.price[i] = Math.round((this.trades.price[i] + Math.random() - 0.5) * 100) / 100;
    }
    this.added += 3;
    for (const c of this.clients) c.poke();
  }

  tell(notice) {
    for (const c of this.clients) c.queue.push({ notice });
  }

  tables() {
    const base = { lag: null, error: null, live: true };
    return [
      { ...base, name: "trades", rows: this.trades.rows, rate: 5000 + 200 * Math.sin(this.cycle), bytes: 48e6, kind: "keyed", lag: 12, columns: this.schema("trades") },
      { ...base, name: "log", rows: 1000 + this.added, rate: 30, bytes: 81234, kind: "append", columns: this.schema("log") },
      { ...base, name: "broken", rows: 3, rate: 0, bytes: 100, kind: "append", error: `update: column "X": ${hostile}`, columns: this.schema("broken") },
      { ...base, name: "empty", rows: 0, rate: 0, bytes: 0, kind: "append", columns: this.schema("empty") },
      { ...base, name: hostile, rows: 2, rate: 0, bytes: 10, kind: "static", live: false, columns: this.schema(hostile) },
    ];
  }

  schema(table) {
    const all = { trades: [["Sym", "String"], ["Price", "double"], ["Qty", "long"], ["Note", "String"]] };
    if (table === "trades") for (let i = 0; i < 20; i++) all.trades.push([`More${i}`, "int"]);
    all.log = [["Time", "Instant"], ["Message", "String"], ["Level", "int"]];
    return (all[table] ?? [["A", "String"], ["B", "int"]]).map(([n, t]) => column(n, t));
  }

  cell(table, row, c) {
    if (table === "trades") {
      const t = this.trades;
      if (c === 0) return ["AAPL", "MSFT", "GOOG", "NVDA", "AMZN"][t.sym[row]];
      if (c === 1) return t.price[row].toFixed(2);
      if (c === 2) return row % 11 === 3 ? null : String(t.qty[row]);
      if (c === 3) return row % 3 === 0 ? `{"id":${row},"tags":["a","b"],"nested":{"x":1.5}}` : `note ${row}`;
      return String((row * (c + 3)) % 1000);
    }
    if (table === "log") return [new Date(1.7e12 + row * 1000).toISOString(), `message ${row} ${row % 40 === 7 ? hostile : ""}`, String(row % 4)][c];
    return [hostile, String(row)][c];
  }

  graph() {
    const node = (id, op, args, table, parents, cost, rows = 1000) => ({ id, op, args, table, rows, bytes: rows * 48, cost, parents });
    return [
      node(0, "kc.consume", "quotes", "quotes", [], 0.31, 5_000_000),
      node(1, "kc.consume", "orders", "orders", [], 0.22, 120_000),
      node(2, "last_by", "Sym", null, [0], 1.25, 5),
      node(3, "where", "Qty > 10 && !isNull(Price) && Sym in `AAPL`, `MSFT`", "big", [1], 0.05, 90_000),
      node(4, "natural_join", "Sym, Mid", null, [3, 2], 0.6, 90_000),
      node(5, "update_view", "Notional = Qty * Mid", "orders_with_mid", [4], 0.01, 90_000),
      node(6, "agg_by", "sum Notional by Account", "total_notional", [5], 0.4, 12),
      node(7, "sort", "Notional", "top", [6], 0.02, 12),
      node(8, "kc.produce", "total-notional", null, [6], 0.1, 12),
      node(9, "count_by", "N", "counts", [0], 0.12, 1),
    ];
  }
}

// Client is one connection: at most one message on its way, the rest is asked for again when that is drawn.
class Client {
  constructor(world, socket) {
    this.world = world;
    this.socket = socket;
    this.n = 0;
    this.undrawn = false;
    this.views = new Map();
    this.queue = [{ hello: { version: "fake", script: "query.py", loopback: true } }];
    this.due = new Set(["tables"]);
    this.what = new Set(["tables"]);
    this.lastSlow = 0;
    world.clients.add(this);
    socket.on("close", () => world.clients.delete(this));
    let had = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      had = Buffer.concat([had, chunk]);
      for (let frame; (frame = unframe(had)); had = frame.rest) {
        if (frame.op === 8) return socket.end();
        if (frame.op === 1) this.receive(JSON.parse(frame.text));
      }
    });
    this.pump();
  }

  poke() {
    for (const v of this.views.values()) v.due = true;
    if (Date.now() - this.lastSlow > 1000) {
      this.lastSlow = Date.now();
      for (const w of this.what) this.due.add(w);
    }
    this.pump();
  }

  receive(m) {
    const view = this.views.get(m.view);
    if (m.do === "drawn") this.undrawn = false;
    else if (m.do === "open") this.open(m, view);
    else if (m.do === "window" && view) Object.assign(view, { lo: m.lo, hi: m.hi, columns: m.columns, due: true });
    else if (m.do === "record" && view) Object.assign(view, { record: m.row, due: true });
    else if (m.do === "plot") this.views.set(m.view, { plot: m.plot, due: true });
    else if (m.do === "close") this.views.delete(m.view);
    else if (m.do === "watch") this.what = this.due = new Set(m.what);
    this.pump();
  }

  open(m, view) {
    if (!this.world.tables().some((t) => t.name === m.table)) return this.queue.push({ view: m.view, failed: `no table ${m.table}` });
    if (m.filter.includes("Prise")) {
      return this.queue.push({ view: m.view, failed: `filter: column "Prise" is not there; ${m.table} has Sym, Price, Qty\n${m.filter}\n^` });
    }
    this.views.set(m.view, { ...view, table: m.table, sort: m.sort, filter: m.filter, due: true, told: false });
  }

  pump() {
    if (this.undrawn || this.socket.destroyed) return;
    const m = this.queue.shift() ?? this.slow() ?? this.fast();
    if (!m) return;
    this.undrawn = true;
    this.socket.write(frame(JSON.stringify({ n: ++this.n, ...m })));
  }

  slow() {
    for (const w of this.due) {
      this.due.delete(w);
      if (w === "tables") return { tables: this.world.tables() };
      if (w === "graph") return { graph: { nodes: this.world.graph() } };
      if (w === "status") return { status: [{ topic: "quotes", partition: 0, position: 1234, end: 1300, lag: 66, rate: 812.5 }, { topic: "orders", partition: 1, position: 9, end: 9, lag: 0, rate: 0 }] };
      if (w === "errors") return { errors: [{ timestamp: "2026-11-28T10:00:00Z", topic: "orders", partition: "1", offset: "77", error: `value: field "qty": ${hostile}` }] };
    }
    return null;
  }

  fast() {
    for (const [number, v] of this.views) {
      if (v.due && v.plot) {
        v.due = false;
        return { view: number, chart: this.chart(v.plot) };
      }
      if (v.due && v.columns) {
        v.due = false;
        return { view: number, frame: this.frame(v) };
      }
    }
    return null;
  }

  frame(v) {
    const w = this.world;
    const t = w.tables().find((one) => one.name === v.table);
    const size = v.filter ? Math.min(t.rows, 100) : t.rows;
    const [lo, hi] = [Math.min(v.lo, size), Math.min(v.hi, size)];
    const [a, b] = [v.columns[0], Math.min(v.columns[1], t.columns.length)];
    const rows = Array.from({ length: hi - lo }, (_, i) => (v.sort[0]?.down ? size - 1 - lo - i : lo + i));
    const f = { size, base: t.rows, lo, hi, first: a, cycle: w.cycle, rows, changed: { added: 3, removed: 0, modified: 500 }, error: t.error };
    f.cells = Array.from({ length: b - a }, (_, c) => rows.map((r) => w.cell(v.table, r, a + c)));
    if (!v.told) f.columns = t.columns;
    v.told = true;
    if (v.record !== null && v.record !== undefined && v.record < size) f.record = { row: v.record, values: t.columns.map((_, c) => w.cell(v.table, v.record, c)) };
    return f;
  }

  chart(p) {
    const n = 400;
    const xs = Array.from({ length: n }, (_, i) => 1.7e12 + i * 6e4);
    const wave = (k) => xs.map((_, i) => (i === 200 ? null : 100 + 10 * k + 5 * Math.sin(i / 20 + k + this.world.cycle / 10)));
    if (p.kind === "bar") {
      return { kind: "bar", title: "", x: { name: p.x, scale: "category", labels: ["AAPL", "MSFT", hostile] }, y: { name: "Qty" }, series: [{ name: "Qty", x: [0, 1, 2], y: [10, 20, 15] }, { name: "Price", x: [0, 1, 2], y: [5, 8, 12] }], notes: [] };
    }
    if (p.kind === "histogram") {
      return { kind: "histogram", title: "", x: { name: p.x, scale: "number" }, y: { name: "count" }, series: [{ name: "", x: [0.5, 1.5, 2.5, 3.5], y: [3, 9, 14, 2] }], notes: [] };
    }
    return { kind: p.kind, title: p.title, x: { name: p.x, scale: "time" }, y: { name: p.y.join(", ") }, series: ["AAPL", "MSFT", "GOOG"].map((name, k) => ({ name, x: xs, y: wave(k) })), notes: ["the last 400 of 1000000 rows"] };
  }
}

function unframe(b) {
  if (b.length < 6) return null;
  let [length, at] = [b[1] & 127, 2];
  if (length === 126) [length, at] = [b.readUInt16BE(2), 4];
  if (b.length < at + 4 + length) return null;
  const body = Buffer.from(b.subarray(at + 4, at + 4 + length));
  for (let i = 0; i < length; i++) body[i] ^= b[at + (i % 4)];
  return { op: b[0] & 15, text: body.toString(), rest: b.subarray(at + 4 + length) };
}

function frame(text) {
  const body = Buffer.from(text);
  const head = Buffer.alloc(body.length < 126 ? 2 : body.length < 65536 ? 4 : 10);
  head[0] = 0x81;
  if (body.length < 126) head[1] = body.length;
  else if (body.length < 65536) head[1] = 126, head.writeUInt16BE(body.length, 2);
  else head[1] = 127, head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, body]);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const s = await start({ port: Number(process.argv[2] ?? 8080) });
  console.log(s.url);
}
