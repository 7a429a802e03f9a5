// Writes assets/vendor/: the charts' library, Bootstrap's stylesheet, and the licences of both.
// Run by assets.sh, in this folder, once `npm ci` has filled node_modules.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const OUTPUT = "../assets/vendor";

// plotly.js describes each attribute in a sentence for its manual: a tenth of the bundle, never read.
const DESCRIPTION = /description:\s*(\[(\s*'([^'\\]|\\.)*',?)*\s*\]\.join\(' '\)|'([^'\\]|\\.)*')/g;
const withoutDescriptions = {
  name: "without-descriptions",
  setup: ({ onLoad }) =>
    onLoad({ filter: /plotly\.js\/src\/.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(DESCRIPTION, 'description: ""'),
    })),
};

const { metafile } = await build({
  entryPoints: ["plotly/index.js"],
  outfile: `${OUTPUT}/05-plotly.min.js`,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  define: { global: "window" },
  loader: { ".css": "empty" }, // the style of a kind of map that we do not draw
  legalComments: "none", // the notices are in LICENCES.txt, once each
  plugins: [withoutDescriptions],
  target: "es2019",
  metafile: true,
});

const css = readFileSync("node_modules/bootstrap/dist/css/bootstrap.min.css", "utf8");
writeFileSync(`${OUTPUT}/bootstrap.min.css`, css.replace(/\/\*# sourceMappingURL=.*?\*\//, ""));

/** Name, version, author and licence text of the package in this folder. */
function licence(folder) {
  const { name, version, author, license } = JSON.parse(readFileSync(`${folder}/package.json`));
  const title = [`${name} ${version}`, author?.name ?? author, license].filter(Boolean).join(", ");
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  return [title, ...files.map((file) => readFileSync(`${folder}/${file}`, "utf8").trim())].join("\n\n");
}

const [bundle] = Object.values(metafile.outputs);
const folders = Object.entries(bundle.inputs)
  .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !path.endsWith(".css"))
  .map(([path]) => path.match(/.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0])
  .filter(Boolean);
const texts = new Set([...folders, "node_modules/bootstrap"].sort().map(licence));
const line = `\n\n${"-".repeat(80)}\n\n`;
writeFileSync(`${OUTPUT}/LICENCES.txt`, [...texts].join(line) + "\n");
