// Copies what the pages load from node_modules to wwwroot/lib. Run by BrowserPackages.targets after `npm ci`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const host = dirname(fileURLToPath(import.meta.url));
const lib = join(host, "wwwroot", "lib");
const source = (name, path) => join(host, "node_modules", name, path);
const read = (name, path) => readFileSync(source(name, path), "utf8");

function write(path, text) {
  mkdirSync(dirname(join(lib, path)), { recursive: true });
  writeFileSync(join(lib, path), text);
}

/** A script or style sheet, without the link to a source map that is not served. */
function minified(name, path, to) {
  write(to, read(name, path).replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*\n?/g, "\n"));
}

/** Every browser that runs these pages reads woff2: the older format is neither linked nor copied. */
const onlyWoff2 = css => css.replace(/,\s*url\([^)]*\.woff(\?[^)]*)?\)\s*format\(["']woff["']\)/g, "");

/** The weights the pages use, in the scripts they are written in; each face names the letters it holds. */
function font(name, weights, subsets = ["vietnamese", "latin-ext", "latin"]) {
  const packageName = `@fontsource/${name}`;
  for (const weight of weights) {
    const faces = onlyWoff2(read(packageName, `${weight}.css`)).split(/(?=\/\* )/);
    const wanted = subsets.map(subset => {
      const face = faces.find(f => f.startsWith(`/* ${name}-${subset}-${weight}-normal */`));
      if (!face) throw new Error(`${packageName} has no ${subset} letters in weight ${weight}.`);
      const file = `files/${name}-${subset}-${weight}-normal.woff2`;
      write(`${name}/${file}`, readFileSync(source(packageName, file)));
      return face.trim();
    });
    write(`${name}/${weight}.css`, wanted.join("\n\n") + "\n");
  }
}

rmSync(lib, { recursive: true, force: true });

minified("@microsoft/signalr", "dist/browser/signalr.min.js", "signalr/signalr.min.js");
minified("bootstrap", "dist/css/bootstrap.min.css", "bootstrap/bootstrap.min.css");
minified("bootstrap", "dist/js/bootstrap.bundle.min.js", "bootstrap/bootstrap.bundle.min.js");
write("bootstrap-icons/bootstrap-icons.min.css", onlyWoff2(read("bootstrap-icons", "font/bootstrap-icons.min.css")));
write("bootstrap-icons/fonts/bootstrap-icons.woff2", readFileSync(source("bootstrap-icons", "font/fonts/bootstrap-icons.woff2")));
font("be-vietnam-pro", [400, 500, 600, 700]);
font("noto-serif", [400, 600, 700]);

// Written last: BrowserPackages.targets takes this file as the sign that all the others are there.
const { dependencies } = JSON.parse(readFileSync(join(host, "package.json"), "utf8"));
write("LICENSES.txt", Object.entries(dependencies)
  .map(([name, version]) => `${name} ${version} (${JSON.parse(read(name, "package.json")).license})\n\n${licence(name)}`)
  .join("\n\n" + "-".repeat(80) + "\n\n"));

function licence(name) {
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
    try { return read(name, file).trim() + "\n"; } catch { /* the next name, or none in this package */ }
  }
  return "The text of this licence is in the package's repository.\n";
}
