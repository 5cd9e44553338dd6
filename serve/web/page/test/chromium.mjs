// Chromium by its DevTools protocol, over a pipe: what the tests of the page need of it and no more.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => existsSync(p));

// limit is how long a test waits for anything.
const limit = 20_000;

// launch starts a browser with a profile of its own. Call close at the end.
export async function launch() {
  if (!program) throw new Error("no Chromium: install it, or name it in CHROMIUM");
  const profile = await mkdtemp(join(tmpdir(), "starling-chromium-"));
  const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"];
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"], detached: true });
  const wire = new Wire(child);
  const close = async () => {
    const gone = new Promise((done) => child.once("exit", done));
    wire.send("Browser.close").catch(() => {});
    const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), 5000);
    await gone;
    clearTimeout(timer);
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  return { page: (options) => Page.open(wire, options), close };
}

// Wire is the pipe: commands with numbers, their answers, and events of sessions.
class Wire {
  #next = 1;
  #waiting = new Map();
  #sessions = new Map();

  constructor(child) {
    this.out = child.stdio[3];
    this.out.on("error", () => {});
    let had = "";
    child.stdio[4].setEncoding("utf8").on("data", (chunk) => {
      const parts = (had + chunk).split("\0");
      had = parts.pop();
      for (const part of parts) this.#receive(JSON.parse(part));
    });
    child.on("exit", () => this.#end(new Error("Chromium ended")));
  }

  send(method, params = {}, sessionId = undefined) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method });
      this.out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  session(id, handler) {
    this.#sessions.set(id, handler);
  }

  #receive(m) {
    if (m.id === undefined) return this.#sessions.get(m.sessionId)?.(m.method, m.params);
    const { resolve, reject, method } = this.#waiting.get(m.id);
    this.#waiting.delete(m.id);
    return m.error ? reject(new Error(`${method}: ${m.error.message}`)) : resolve(m.result);
  }

  #end(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const named = { Enter: 13, Escape: 27, Home: 36, End: 35, PageUp: 33, PageDown: 34, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40, Tab: 9, "/": 191, "?": 191 };
const modifiers = { Alt: 1, Ctrl: 2, Shift: 8 };

// Page is a tab. What it asks for is in requests, what it complained of in complaints.
class Page {
  requests = [];
  complaints = [];

  static async open(wire, { dark = false, width = 1360, height = 820, reduced = false } = {}) {
    const { browserContextId } = await wire.send("Target.createBrowserContext");
    const { targetId } = await wire.send("Target.createTarget", { url: "about:blank", browserContextId, width, height });
    const { sessionId } = await wire.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page();
    page.send = (method, params) => wire.send(method, params, sessionId);
    page.close = () => wire.send("Target.disposeBrowserContext", { browserContextId });
    wire.session(sessionId, (method, params) => page.#event(method, params));
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await page.send(`${domain}.enable`);
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await page.look({ dark, reduced });
    await wire.send("Browser.grantPermissions", { permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"], browserContextId });
    return page;
  }

  // look emulates what the system prefers.
  look({ dark, reduced = false }) {
    return this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }, { name: "prefers-reduced-motion", value: reduced ? "reduce" : "no-preference" }] });
  }

  async go(url) {
    const loaded = new Promise((done) => (this.loaded = done));
    const { errorText } = await this.send("Page.navigate", { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  // eval runs a function in the page with values as arguments.
  async eval(f, ...args) {
    const expression = typeof f === "string" ? f : `(${f})(${args.map((a) => JSON.stringify(a)).join(",")})`;
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  // until waits until a function of the page gives something true, and returns that.
  async until(what, f, ...args) {
    const end = Date.now() + limit;
    for (;;) {
      const value = await this.eval(f, ...args);
      if (value) return value;
      if (Date.now() > end) throw new Error(`${what}: not within ${limit} ms; the page shows:\n${await this.eval(() => document.body.innerText.slice(0, 1500))}\n${this.complaints.join("\n")}`);
      await this.eval(() => new Promise((done) => setTimeout(done, 20)));
    }
  }

  // text is what an element shows.
  text(selector) {
    return this.eval((s) => document.querySelector(s)?.innerText ?? null, selector);
  }

  // press presses a key, as in "Enter", "g", "Ctrl+End".
  async press(key) {
    const parts = key.split("+");
    const name = parts.pop();
    const held = parts.reduce((sum, m) => sum + modifiers[m], 0);
    const text = name === "Enter" ? "\r" : name.length === 1 && !(held & 3) ? name : undefined;
    const code = named[name] ?? name.toUpperCase().charCodeAt(0);
    const event = { key: name, modifiers: held, windowsVirtualKeyCode: code, text, commands: name === "c" && held === 2 ? ["copy"] : [] };
    await this.send("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...event });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
  }

  type(text) {
    return this.send("Input.insertText", { text });
  }

  // click clicks in the middle of the first element of a selector, or on that whose text is so.
  async click(selector, { text = null, shift = false, count = 1 } = {}) {
    const at = await this.until(`${selector} ${text ?? ""} to click on`, (s, t) => {
      const el = [...document.querySelectorAll(s)].find((e) => t === null || e.innerText.trim() === t);
      const box = el?.getBoundingClientRect();
      return box?.width > 0 && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }, selector, text);
    for (let n = 1; n <= count; n++) {
      for (const type of ["mousePressed", "mouseReleased"]) await this.mouse(type, at.x, at.y, { clickCount: n, modifiers: shift ? 8 : 0 });
    }
  }

  mouse(type, x, y, more = {}) {
    return this.send("Input.dispatchMouseEvent", { type, x, y, button: type === "mouseWheel" || (type === "mouseMoved" && !more.buttons) ? "none" : "left", ...more });
  }

  // shot takes a picture of the page, into a file too.
  async shot(path) {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    if (path) await writeFile(path, Buffer.from(data, "base64"));
    return data;
  }

  #event(method, p) {
    if (method === "Page.loadEventFired") this.loaded?.();
    else if (method === "Network.requestWillBeSent") this.requests.push(p.request.url);
    else if (method === "Network.webSocketCreated") this.requests.push(p.url);
    else if (method === "Runtime.exceptionThrown") this.complaints.push(p.exceptionDetails.exception?.description ?? p.exceptionDetails.text);
    else if (method === "Runtime.consoleAPICalled" && p.type !== "log") this.complaints.push(p.args.map((a) => a.value ?? a.description).join(" "));
    else if (method === "Log.entryAdded" && p.entry.level === "error") this.complaints.push(`${p.entry.text} ${p.entry.url ?? ""}`);
  }
}
