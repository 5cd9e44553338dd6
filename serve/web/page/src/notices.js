// Notices: what is told for a moment, and errors, which stay until they are clicked away.
import { h } from "./dom.js";

const most = 5; // at once

export class Notices {
  constructor() {
    this.el = h("div.notices", { role: "log", "aria-live": "polite", "aria-label": "notices" });
  }

  // tell shows a text for some seconds.
  tell(value, ms = 4000) {
    const el = this.#add("notice", value);
    setTimeout(() => el.remove(), ms);
  }

  // error shows what went wrong.
  error(value) {
    this.#add("notice.bad", value);
  }

  #add(kind, value) {
    const same = [...this.el.children].find((el) => el.firstChild.textContent === value);
    same?.remove();
    const el = h(`div.${kind}`, null, h("span", null, value), h("button.quiet", { type: "button", "aria-label": "close the notice", onclick: () => el.remove() }, "✕"));
    this.el.append(el);
    while (this.el.children.length > most) this.el.firstChild.remove();
    return el;
  }
}
