// Bundles the face: node build.mjs <folder>. Every name carries its content's hash, and
// manifest.json is written last, so a server never sees a name before the file is there.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../src/idetorg/core/static/dist"));
const fonts = JSON.parse(readFileSync(join(here, "fonts.json"), "utf8"));
const entries = ["app.css", "desk.css", "screen.css", "card.css", "app.js", "keep.js", "kept.js"];

// A part is fetched only when a page holds one of its letters.
const faces = Object.entries(fonts.faces).flatMap(([name, face]) =>
  Object.entries(fonts.parts).map(([part, letters]) => {
    const codes = [...new Set(letters)].map((letter) => letter.codePointAt(0)).filter((code) => code > 0x7e);
    const range = codes.map((code) => "U+" + code.toString(16));
    if (part === "core") range.unshift("U+20-7e", "U+a0");
    return `@font-face{font-family:"${name[0].toUpperCase()}${name.slice(1)}";font-display:swap;
      src:url("../../node_modules/.fonts/${name}-${part}.woff2") format("woff2");
      font-weight:${face.limits.wght.join(" ")};
      unicode-range:${range.join(",")}}`;
  }),
);

const fontFaces = {
  name: "font-faces",
  setup(task) {
    task.onLoad({ filter: /tokens\.css$/ }, ({ path }) => ({
      contents: faces.join("\n") + readFileSync(path, "utf8"),
      loader: "css",
    }));
  },
};

mkdirSync(out, { recursive: true });
// What the last build made stays until the next, for pages and servers that still name it.
const before = existsSync(join(out, "manifest.json"))
  ? Object.values(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")))
  : [];
const result = await build({
  absWorkingDir: here,
  entryPoints: entries.map((name) => join("src", name)),
  outdir: out,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  target: ["chrome109", "firefox115", "safari15.6"],
  loader: { ".woff2": "file" },
  plugins: [fontFaces],
  metafile: true,
  write: true,
  logLevel: "warning",
});

const manifest = {};
for (const [path, info] of Object.entries(result.metafile.outputs)) {
  const file = basename(path);
  manifest[file.replace(/-[0-9A-Z]{8}(?=\.\w+$)/, "")] = file;
  if (info.entryPoint) manifest[basename(info.entryPoint)] = file;
}

const badge = readFileSync(join(here, "src/mark.svg"));
manifest["mark.svg"] = `mark-${createHash("sha256").update(badge).digest("hex").slice(0, 8)}.svg`;
writeFileSync(join(out, manifest["mark.svg"]), badge);

const icons = {};
const inside = (svg) => svg.replace(/^[^]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").trim();
for (const [name, aksel] of Object.entries(JSON.parse(readFileSync(join(here, "icons.json"), "utf8")))) {
  const svg = readFileSync(join(here, `node_modules/@navikt/aksel-icons/dist/svg/${aksel}.svg`), "utf8");
  icons[name] = { drawn: false, body: inside(svg).replace(/ fill="currentColor"/g, "") };
}
for (const file of readdirSync(join(here, "src/icons"))) {
  const svg = readFileSync(join(here, "src/icons", file), "utf8");
  icons[file.replace(".svg", "")] = { drawn: true, body: inside(svg) };
}
writeFileSync(join(out, "icons.json"), JSON.stringify(icons));
writeFileSync(join(out, "manifest.json.new"), JSON.stringify(manifest, null, 1));
renameSync(join(out, "manifest.json.new"), join(out, "manifest.json"));

// Small on the way without any work when asked: the server picks the variant a browser reads.
for (const name of Object.values(manifest)) {
  if (!/\.(css|js|svg)$/.test(name)) continue;
  const raw = readFileSync(join(out, name));
  writeFileSync(join(out, `${name}.gz`), gzipSync(raw, { level: 9 }));
  writeFileSync(join(out, `${name}.br`), brotliCompressSync(raw));
}

const kept = new Set([...before, ...Object.values(manifest), "manifest.json", "icons.json"]);
for (const entry of readdirSync(out, { withFileTypes: true })) {
  if (entry.isFile() && !kept.has(entry.name.replace(/\.(gz|br)$/, "")) && !entry.name.startsWith(".")) rmSync(join(out, entry.name));
}
