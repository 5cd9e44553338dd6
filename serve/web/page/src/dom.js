// Elements. Text from outside becomes text nodes alone: nothing here or elsewhere reads it as HTML.

const svgNames = new Set(["svg", "g", "path", "rect", "text", "circle", "title"]);

// h makes an element: h("button.quiet", {title: "…", onclick: f}, "text", child). Names with "on" are listeners, "text"
// is the content, booleans are attributes that are there or not, null and false children are left out.
export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const el = svgNames.has(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  if (classes.length > 0) el.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes ?? {})) set(el, key, value);
  append(el, children);
  return el;
}

function set(el, key, value) {
  if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
  else if (key === "value" || key === "checked" || key === "selected") el[key] = value;
  else if (value === true) el.setAttribute(key, "");
  else if (value !== false && value !== null && value !== undefined) el.setAttribute(key, value);
}

function append(el, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) el.append(child);
  }
}

// text sets the text of an element, if it is another one, so that nothing is laid out anew for nothing.
export function text(el, value) {
  if (el.textContent !== value) el.textContent = value;
}

// attr sets an attribute, or takes it away for null, if it is another one.
export function attr(el, name, value) {
  if (value === null) el.removeAttribute(name);
  else if (el.getAttribute(name) !== String(value)) el.setAttribute(name, value);
}

// show shows or hides an element.
export function show(el, on) {
  if (el.hidden === on) el.hidden = !on;
}

// each keeps a list of elements in step with items: by key, in their order, made once and updated after.
export function each(parent, items, keyOf, make, update) {
  const had = (parent.itsItems ??= new Map());
  const keys = new Set();
  let at = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    keys.add(key);
    let el = had.get(key);
    if (!el) had.set(key, (el = make(item)));
    update(el, item);
    if (el === at) at = at.nextElementSibling;
    else parent.insertBefore(el, at);
  }
  for (const [key, el] of had) {
    if (!keys.has(key)) {
      el.remove();
      had.delete(key);
    }
  }
}

// hint is what stands where there is nothing to show: what is so, and what to do.
export const hint = (title, ...lines) => h("div.hint", { role: "status" }, h("h2", null, title), lines.map((l) => (typeof l === "string" ? h("p", null, l) : l)));
