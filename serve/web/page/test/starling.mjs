// Starling and what feeds it, as processes of their own, for the tests of the page.
import { spawn } from "node:child_process";
import { once } from "node:events";

const program = process.env.STARLING ?? new URL("../../../../bin/starling", import.meta.url).pathname;
const limit = 60_000;

// run starts starling with arguments and gives {said(pattern), end(), input}: said waits for a line on stdout or stderr.
export function run(...args) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
      for (const look of waiting) look();
    });
  }
  const said = (pattern) =>
    new Promise((resolve, reject) => {
      const fail = (why) => (waiting.delete(look), clearTimeout(timer), reject(new Error(`starling ${args.join(" ")} ${why}; it said:\n${text}`)));
      const timer = setTimeout(() => fail(`did not say ${pattern} within ${limit} ms`), limit);
      const look = () => {
        const found = text.match(pattern);
        if (!found) return;
        waiting.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      waiting.add(look);
      child.once("exit", (code) => waiting.has(look) && fail(`ended with ${code}`));
      look();
    });
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(timer);
  };
  child.stdin.on("error", () => {});
  return { said, end, input: child.stdin };
}

// web starts `starling web` and gives it with the address that it printed.
export async function web(...args) {
  const s = run("web", ...args);
  const [, url] = await s.said(/web: (http\S+)/);
  return { ...s, url };
}

const symbols = [["AAPL", 135], ["AMZN", 180], ["GOOG", 165], ["MSFT", 420], ["TSLA", 730]];

// market is a broker with new quotes and orders as the demo's, and a bad one at times, until it ends.
export async function market() {
  const broker = run("broker", "--port", "0", "--registry-port", "0", "--topic", "quotes", "--topic", "orders", "--topic", "total-notional");
  const [, at] = await broker.said(/(127\.0\.0\.1:\d+)/);
  const write = (topic, ...flags) => run("topic", "produce", topic, "-b", at, "-o", "", ...flags);
  const quotes = write("quotes", "-f", "%k %v\\n");
  const orders = write("orders");
  let n = 0;
  const timer = setInterval(() => {
    for (const [symbol, price] of symbols) {
      n++;
      quotes.input.write(`${symbol} {"Price": ${(price + Math.sin(n / 20) * 5).toFixed(2)}}\n`);
      orders.input.write(`{"Symbol": "${symbol}", "Id": "o${n % 40}", "LimitPrice": ${price + (n % 7) - 3}, "Qty": ${1 + (n % 9)}}\n`);
    }
    if (n % 100 === 0) orders.input.write("this is no order\n");
  }, 100);
  const end = async () => {
    clearInterval(timer);
    for (const p of [quotes, orders, broker]) await p.end();
  };
  return { at, end };
}
