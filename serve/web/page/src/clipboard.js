// copyText puts a text on the clipboard. Browsers give pages at addresses without TLS that are not loopback no clipboard;
// there a text that is selected for a moment is copied.
export async function copyText(value) {
  if (navigator.clipboard) return navigator.clipboard.writeText(value);
  const area = document.createElement("textarea");
  area.value = value;
  area.className = "offscreen";
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  if (!done) throw new Error("the browser does not let this page copy");
}
