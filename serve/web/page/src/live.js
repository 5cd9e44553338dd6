// The connection to starling: one WebSocket with numbered messages, each answered when it is drawn, so that a page that is
// slow is sent less. When it is lost it is made anew, and the views that are open are opened there.

const firstWait = 500;
const longestWait = 5000;

// A page that is not seen draws nothing; it answers now and then, or it would be taken for dead.
const hiddenWait = 5000;

// Live tells of states: "connecting", "open", "lost" (it tries again) and "anew" (another token is needed).
export class Live {
  #url;
  #ping;
  #socket = null;
  #views = new Map();
  #listeners = new Map();
  #next = 1;
  #wait = firstWait;
  #timer = 0;
  #watched = [];
  #undrawn = new Set();

  constructor(origin = location.origin) {
    this.#url = `${origin.replace(/^http/, "ws")}/live`;
    this.#ping = `${origin}/ping`;
    this.state = "connecting";
    document.addEventListener("visibilitychange", () => document.hidden && setTimeout(() => this.release(), hiddenWait));
  }

  // on calls f with each message of a kind: hello, tables, graph, status, errors, notice; and state, [state, ms to the next try].
  on(kind, f) {
    const all = this.#listeners.get(kind) ?? [];
    this.#listeners.set(kind, [...all, f]);
  }

  // connect begins, or tries again now.
  connect() {
    clearTimeout(this.#timer);
    if (this.#socket) return;
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (e) => this.#message(e.data);
    socket.onclose = (e) => this.#closed(e);
  }

  // watch says which of tables, graph, status and errors are wanted.
  watch(...what) {
    if (what.join() === this.#watched.join()) return;
    this.#watched = what;
    this.#send({ do: "watch", what });
  }

  // open opens a view of a table; its handlers are frame(frame), failed(text) or chart(chart). What they return is waited for
  // before the server hears that it is drawn.
  open(spec, handlers) {
    return new View(spec, handlers, {
      send: (m) => this.#send(m),
      begin: (view) => (this.#views.set(this.#next, view), this.#next++),
      end: (number) => this.#views.delete(number),
    });
  }

  // release answers for what is not drawn yet, when that waits for another message.
  release() {
    for (const n of this.#undrawn) this.#drawn(n);
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #opened() {
    this.#wait = firstWait;
    this.#undrawn.clear();
    this.#is("open");
    if (this.#watched.length > 0) this.#send({ do: "watch", what: this.#watched });
    for (const view of new Set(this.#views.values())) view.resend();
  }

  async #closed({ reason }) {
    this.#socket = null;
    this.#undrawn.clear();
    if (reason) this.#tell("notice", `starling ended the connection: ${reason}`);
    if (await this.#refused()) {
      this.#is("anew");
      return;
    }
    const wait = this.#wait * (0.85 + Math.random() * 0.3);
    this.#wait = Math.min(this.#wait * 1.6, longestWait);
    this.#is("lost", wait);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), wait);
  }

  // refused asks whether the token of this page is of an earlier start.
  async #refused() {
    try {
      return (await fetch(this.#ping, { cache: "no-store" })).status === 401;
    } catch {
      return false;
    }
  }

  #is(state, wait = 0) {
    this.state = state;
    this.#tell("state", [state, wait]);
  }

  async #message(data) {
    const m = JSON.parse(data);
    this.#undrawn.add(m.n);
    if (document.hidden) setTimeout(() => this.#drawn(m.n), hiddenWait);
    try {
      await this.#deliver(m);
    } finally {
      if (!document.hidden) this.#drawn(m.n);
    }
  }

  #deliver(m) {
    if (m.view !== undefined) return this.#views.get(m.view)?.receive(m.view, m);
    for (const kind of this.#listeners.keys()) if (m[kind] !== undefined) this.#tell(kind, m[kind]);
    return undefined;
  }

  #drawn(n) {
    if (this.#undrawn.delete(n)) this.#send({ do: "drawn", n });
  }

  #tell(kind, value) {
    for (const f of this.#listeners.get(kind) ?? []) f(value);
  }
}

// View is a table or a chart that the server keeps up to date here. What is to take its place, with another sort, filter or
// plot, is a view of its own to the server until something comes of it: so a refusal is of the one and a frame of the other,
// however late they are.
class View {
  #handlers;
  #server;
  #window = null;
  #record = null;
  #current;
  #next = null;

  constructor(spec, handlers, server) {
    this.#handlers = handlers;
    this.#server = server;
    this.#current = this.#begin(spec);
  }

  // spec is what is shown, or was asked for first.
  get spec() {
    return this.#current.spec;
  }

  // change asks for another sort, filter or plot. If that fails the view stays as it was.
  change(spec) {
    if (this.#next) this.#end(this.#next);
    this.#next = this.#begin(spec);
  }

  // window asks for rows and columns; it replaces what was asked for before.
  window(w) {
    this.#window = w;
    for (const one of this.#both()) this.#sendWindow(one);
  }

  // record asks for all of a row, null for none any more.
  record(row) {
    if (row === this.#record) return;
    this.#record = row;
    for (const one of this.#both()) this.#sendRecord(one);
  }

  close() {
    for (const one of this.#both()) this.#end(one);
  }

  // resend says all of the view, to a server that does not know it.
  resend() {
    for (const one of this.#both()) this.#ask(one);
  }

  receive(number, m) {
    const next = number === this.#next?.number;
    if (m.failed !== undefined) {
      if (next) {
        this.#end(this.#next);
        this.#next = null;
      }
      return this.#handlers.failed(m.failed);
    }
    if (next) {
      this.#end(this.#current);
      [this.#current, this.#next] = [this.#next, null];
    }
    return m.chart ? this.#handlers.chart(m.chart) : this.#handlers.frame(m.frame);
  }

  #both() {
    return this.#next ? [this.#current, this.#next] : [this.#current];
  }

  #begin(spec) {
    const one = { spec, number: this.#server.begin(this) };
    this.#ask(one);
    return one;
  }

  #end({ number }) {
    this.#server.end(number);
    this.#server.send({ do: "close", view: number });
  }

  #ask(one) {
    const { table, plot, sort, filter } = one.spec;
    this.#server.send({ do: plot ? "plot" : "open", view: one.number, table, plot, sort, filter });
    if (this.#window) this.#sendWindow(one);
    if (this.#record !== null) this.#sendRecord(one);
  }

  #sendWindow({ number }) {
    const { lo, hi, a, b } = this.#window;
    this.#server.send({ do: "window", view: number, lo, hi, columns: [a, b] });
  }

  #sendRecord({ number }) {
    this.#server.send({ do: "record", view: number, row: this.#record });
  }
}
