import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

const page = new URL("../../", import.meta.url);
const read = (name) => readFile(new URL(name, page), "utf8");

test("what is embedded is small, whole and names no other host", async () => {
  const names = await readdir(new URL("dist/", page));
  assert.deepEqual(names.sort(), ["app.css", "app.js", "icon.svg", "index.html", "licenses.txt"]);
  let size = 0;
  for (const name of names) {
    const text = await read(`dist/${name}`);
    size += Buffer.byteLength(text);
    const urls = text.match(/https?:\/\/[^"'`\s)]+/g) ?? [];
    if (name !== "licenses.txt") assert.deepEqual(urls.filter((u) => u !== "http://www.w3.org/2000/svg"), [], name);
    assert.ok(!/@import|url\((?!data:)/.test(name.endsWith(".css") ? text : ""), `${name} loads something`);
  }
  assert.ok(size < 400_000, `${size} bytes`);
  assert.doesNotMatch(await read("dist/index.html"), /<script(?![^>]*\bsrc=)|\son\w+=|<style/, "nothing inline");
});

test("no source reads text as HTML or as a program", async () => {
  for (const name of await readdir(new URL("src/", page))) {
    if (!name.endsWith(".js")) continue;
    assert.doesNotMatch(await read(`src/${name}`), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc/, name);
  }
});

test("the lock file pins versions and names no registry", async () => {
  const lock = await read("package-lock.json");
  assert.doesNotMatch(lock, /"resolved"|https?:\/\//);
  const { dependencies, devDependencies } = JSON.parse(await read("package.json"));
  for (const version of Object.values({ ...dependencies, ...devDependencies })) assert.match(version, /^\d+\.\d+\.\d+$/);
});
