// Dialogs: a question with a line for the answer, and the keys.
import { h } from "./dom.js";

// ask asks for a line; null is no answer.
export function ask(title, note, value) {
  const input = h("input", { type: "text", value, "aria-label": title, inputmode: "numeric" });
  const form = h("form", { method: "dialog" }, h("h2", null, title), input, h("p", null, note));
  const dialog = open(h("dialog.ask", { "aria-label": title }, form));
  input.select();
  return new Promise((done) => {
    form.addEventListener("submit", () => done(input.value.trim()));
    dialog.addEventListener("close", () => done(null));
  });
}

const keys = [
  ["In a table", [
    ["arrows, PgUp PgDn, Home End", "move; with Ctrl to the edge, with Shift they select"],
    ["Enter", "the record: all of the row"],
    ["/", "filter by a formula"],
    ["s, S", "sort by the column; S beside the others"],
    ["g", "go to a row"],
    ["f", "follow the newest rows"],
    ["p", "plot"],
    ["Ctrl-C", "copy what is selected, with tabs between"],
  ]],
  ["Everywhere", [
    ["t", "find a table"],
    ["Esc", "close the record, leave a field"],
    ["?", "these keys"],
  ]],
  ["With the mouse", [
    ["click on a header", "sorts: up, down, not at all; with Shift beside the others"],
    ["drag between headers", "makes a column wider; a double click makes it fit"],
    ["double click on a row", "the record"],
    ["drag over a plot", "looks closer; a double click at all of it"],
  ]],
];

// showKeys shows what keys do.
export function showKeys() {
  if (document.querySelector("dialog.keys")) return;
  const part = ([title, rows]) => [h("h3", null, title), h("dl", null, rows.map(([key, what]) => [h("dt", null, key), h("dd", null, what)]))];
  open(h("dialog.keys", { "aria-label": "keys" }, h("form", { method: "dialog" }, h("h2", null, "Keys"), keys.map(part), h("p.foot", null, h("a", { href: "/licenses.txt", target: "_blank" }, "licenses"), h("button", { type: "submit", autofocus: true }, "Close")))));
}

function open(dialog) {
  dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
