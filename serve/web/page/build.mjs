// Builds dist, the files that starling embeds: `make web`. The same sources and lock file give the same bytes.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const here = new URL("./", import.meta.url);
const dist = new URL("dist/", here);

// licenses are the notices of what is bundled, which have to go with it.
async function licenses(names) {
  const parts = [];
  for (const name of names) {
    const dir = new URL(`node_modules/${name}/`, here);
    const { version } = JSON.parse(await readFile(new URL("package.json", dir), "utf8"));
    parts.push(`${name} ${version}\n\n${(await readFile(new URL("LICENSE", dir), "utf8")).trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await build({
  absWorkingDir: new URL(".", here).pathname,
  entryPoints: { app: "src/main.js" },
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none", // dist/licenses.txt has them whole
  banner: { js: "/* regular-table and uPlot are in here: licenses.txt */" },
  logLevel: "warning",
});
await copyFile(new URL("src/index.html", here), new URL("index.html", dist));
await copyFile(new URL("src/icon.svg", here), new URL("icon.svg", dist));
await writeFile(new URL("licenses.txt", dist), await licenses(["regular-table", "uplot"]));
