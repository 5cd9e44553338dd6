// What is seen, as the address says it: #/table/NAME?sort=-Price,Sym&filter=Qty>10&row=5&column=Price&follow=1,
// #/plot/NAME?kind=line&x=Time&y=Price&by=Sym&bins=20, #/graph, #/status, #/errors.

const places = new Set(["graph", "status", "errors"]);

// parse makes a route of an address's hash. What is none is {at: "none"}.
export function parse(hash) {
  const [path, query = ""] = split(hash.replace(/^#/, ""), "?");
  const [, at, ...rest] = path.split("/");
  if (places.has(at)) return { at };
  const table = decode(rest.join("/"));
  if ((at !== "table" && at !== "plot") || !table) return { at: "none" };
  const of = new URLSearchParams(query);
  const route = { at, table, sort: sorts(of.get("sort")), filter: of.get("filter") ?? "" };
  if (of.has("follow")) route.follow = true;
  if (at === "plot") route.plot = plot(of);
  else {
    const row = Number.parseInt(of.get("row"), 10);
    if (row >= 0) route.row = row;
    if (of.has("column")) route.column = of.get("column");
    if (of.has("record")) route.record = true;
  }
  return route;
}

// format is the hash of a route; parse(format(r)) is r.
export function format(route) {
  if (route.at === "none") return "#/";
  if (places.has(route.at)) return `#/${route.at}`;
  const of = new URLSearchParams();
  if (route.sort?.length) of.set("sort", route.sort.map((s) => (s.down ? "-" : "") + s.column).join(","));
  if (route.filter) of.set("filter", route.filter);
  if (route.follow) of.set("follow", "1");
  if (route.at === "plot") {
    for (const key of ["kind", "x", "bins", "title"]) if (route.plot?.[key]) of.set(key, route.plot[key]);
    for (const key of ["y", "by"]) for (const name of route.plot?.[key] ?? []) of.append(key, name);
  } else {
    if (route.row !== undefined) of.set("row", route.row);
    if (route.column !== undefined) of.set("column", route.column);
    if (route.record) of.set("record", "1");
  }
  const query = of.toString();
  return `#/${route.at}/${encodeURIComponent(route.table)}${query ? `?${query}` : ""}`;
}

function plot(of) {
  return {
    kind: of.get("kind") ?? "",
    x: of.get("x") ?? "",
    y: of.getAll("y"),
    by: of.getAll("by"),
    bins: Math.max(Number.parseInt(of.get("bins"), 10) || 0, 0),
    title: of.get("title") ?? "",
  };
}

function sorts(value) {
  return (value ?? "")
    .split(",")
    .filter((one) => one !== "" && one !== "-")
    .map((one) => (one[0] === "-" ? { column: one.slice(1), down: true } : { column: one, down: false }));
}

// nextSort is the sort after a click on a column: up, down, none; alone, or beside the others.
export function nextSort(sort, column, beside) {
  const had = sort.find((s) => s.column === column);
  const next = !had ? { column, down: false } : !had.down ? { column, down: true } : null;
  if (!beside) return next ? [next] : [];
  if (!had) return [...sort, next];
  return sort.map((s) => (s === had ? next : s)).filter(Boolean);
}

function split(s, by) {
  const i = s.indexOf(by);
  return i < 0 ? [s] : [s.slice(0, i), s.slice(i + 1)];
}

function decode(s) {
  try {
    return decodeURIComponent(s);
  } catch {
    return s;
  }
}
