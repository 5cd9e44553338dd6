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
    socket.onclose = () => this.#closed();
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
    const view = new View(this.#next++, spec, handlers, (m) => this.#send(m), (v) => this.#views.delete(v));
    this.#views.set(view.number, view);
    view.resend();
    return view;
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
    for (const view of this.#views.values()) view.resend();
  }

  async #closed() {
    this.#socket = null;
    this.#undrawn.clear();
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
    if (m.view !== undefined) return this.#views.get(m.view)?.receive(m);
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

// View is a table or a chart that the server keeps up to date here.
class View {
  #handlers;
  #send;
  #forget;
  #window = null;
  #record = null;
  #known = false; // to the server: something came of it
  #pending = false; // a change that nothing came of yet

  constructor(number, spec, handlers, send, forget) {
    this.number = number;
    this.spec = spec;
    this.last = spec;
    this.#handlers = handlers;
    this.#send = send;
    this.#forget = forget;
  }

  // change asks for another sort, filter or plot. If that fails the view stays as it was.
  change(spec) {
    this.last = this.spec;
    this.spec = spec;
    this.#pending = true;
    if (this.#known) this.#open();
    else this.resend();
  }

  // window asks for rows and columns; it replaces what was asked for before.
  window(w) {
    this.#window = w;
    this.#sendWindow();
  }

  // record asks for all of a row, null for none any more.
  record(row) {
    if (row === this.#record) return;
    this.#record = row;
    this.#send({ do: "record", view: this.number, row });
  }

  close() {
    this.#forget(this.number);
    this.#send({ do: "close", view: this.number });
  }

  // resend says all of the view, to a server that does not know it.
  resend() {
    this.#known = false;
    this.#open();
    if (this.#window) this.#sendWindow();
    if (this.#record !== null) this.#send({ do: "record", view: this.number, row: this.#record });
  }

  receive(m) {
    if (m.failed !== undefined) {
      if (this.#pending) this.spec = this.last;
      this.#pending = false;
      return this.#handlers.failed(m.failed);
    }
    this.#known = true;
    if (m.chart || m.frame.columns) this.#pending = false;
    return m.chart ? this.#handlers.chart(m.chart) : this.#handlers.frame(m.frame);
  }

  #open() {
    const { table, plot, sort, filter } = this.spec;
    if (plot) this.#send({ do: "plot", view: this.number, table, plot });
    else this.#send({ do: "open", view: this.number, table, sort, filter });
  }

  #sendWindow() {
    const { lo, hi, a, b } = this.#window;
    this.#send({ do: "window", view: this.number, lo, hi, columns: [a, b] });
  }
}
