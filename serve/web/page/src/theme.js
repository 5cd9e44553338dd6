// Light or dark: as the system has it, or as somebody chose, which localStorage keeps.

const key = "starling-theme";
const listeners = [];
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}

// isDark reports which it is now.
export const isDark = () => (chosen() ?? (system.matches ? "dark" : "light")) === "dark";

// onTheme calls f when it is another.
export const onTheme = (f) => listeners.push(f);

// toggleTheme takes the other; what the system has is chosen by forgetting the choice.
export function toggleTheme() {
  const next = isDark() ? "light" : "dark";
  try {
    if ((next === "dark") === system.matches) localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  } catch {
    document.documentElement.dataset.theme = next;
    return listeners.forEach((f) => f());
  }
  return applyTheme();
}

// applyTheme sets what the style sheet goes by.
export function applyTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  listeners.forEach((f) => f());
}

system.addEventListener("change", applyTheme);
