import * as sdk from "@idos/sdk";
import { expect } from "chai";
import { build } from "esbuild";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../scripts/process/run-program.ts";
import { applicationTypes, FRAGMENTS_GIVEN } from "../docs/given.ts";
import { QUICK_STARTS, type Snippet, snippetsOf } from "../docs/snippets.ts";
import { type Application, installPackages } from "./installed-packages.ts";
import { SEAL_AND_OPEN } from "./seal-and-open.ts";

describe("the packages, packed and installed from their tarballs", () => {
  let application: Application;
  before(async () => {
    application = await installPackages();
  });
  after(() => application.remove());

  it("hold compiled code with its types, a license and a README, and nothing else", () => {
    for (const { name, contents } of application.packages) {
      const modules = contents.filter((path) => path.endsWith(".js"));
      const types = modules.map((path) => path.replace(/\.js$/, ".d.ts"));
      const expected = ["LICENSE", "README.md", "package.json", ...modules, ...types];
      expect([...contents].sort(), name).to.deep.equal(expected.sort());
      expect(
        modules.filter((path) => !path.startsWith("dist/") || /test|fixture|vector/.test(path)),
      ).to.deep.equal([]);
      expect(modules).to.include("dist/index.js");
    }
  });

  it("say what they are, to Node, to compilers and to bundlers", () => {
    for (const { name } of application.packages) {
      const text = readFileSync(join(application.folder, "node_modules", name, "package.json"), "utf8");
      const manifest: unknown = JSON.parse(text);
      expect(manifest, name).to.deep.include({
        name,
        license: "MIT",
        type: "module",
        engines: { node: ">=22.18" },
      });
      expect(manifest, name).to.have.property("sideEffects");
      const main = { types: "./dist/index.d.ts", default: "./dist/index.js" };
      expect(manifest, name).to.have.deep.nested.property("exports.\\.", main);
      expect(manifest, name).to.not.have.any.keys("scripts", "devDependencies", "private");
    }
  });

  it("are one protocol and one ethers, whoever asks", () => {
    const nested = ["@idos/sdk/node_modules", "@idos/protocol/node_modules"];
    const folders = nested.map((path) => join(application.folder, "node_modules", path));
    expect(folders.filter((folder) => existsSync(folder))).to.deep.equal([]);
  });

  it("type-check with every library checked, seal and open in Node.js", async () => {
    expect(await application.compile({ "seal-and-open.ts": SEAL_AND_OPEN })).to.deep.equal({
      exitCode: 0,
      output: "",
    });
    const main = `import { sealAndOpen } from "./seal-and-open.js";\nconsole.log(JSON.stringify(await sealAndOpen()));\n`;
    await writeFile(join(application.folder, "main.js"), main);
    const { output } = await runProgram("main.js", [], application.folder);
    expect(output).to.equal(`["Only she reads this","DECRYPTION_FAILED"]\n`);
  });

  it("are bundled for browsers without a warning and without a module of Node.js", async () => {
    await writeFile(join(application.folder, "page.js"), `export * from "@idos/sdk";\n`);
    const { warnings, metafile } = await build({
      ...{ entryPoints: ["page.js"], absWorkingDir: application.folder, bundle: true, splitting: true },
      ...{ format: "esm", platform: "browser", outdir: "bundle", metafile: true, logLevel: "silent" },
    });
    expect(warnings).to.deep.equal([]);
    const outputs = Object.values(metafile.outputs);
    const outside = outputs.flatMap(({ imports }) => imports.filter(({ external }) => external === true));
    expect(outside).to.deep.equal([]);
    // libsodium is a chunk of its own, which a page loads when it first encrypts.
    const first = outputs.find(({ entryPoint }) => entryPoint === "page.js");
    expect(Object.keys(first?.inputs ?? {}).filter((path) => path.includes("libsodium"))).to.deep.equal([]);
  });

  it("have types that refuse what is wrong", async () => {
    const text = `import { signIn } from "@idos/sdk";\nawait signIn({ node: 1 });\n`;
    const { exitCode, output } = await application.compile({ "wrong.ts": text });
    expect(exitCode).to.not.equal(0);
    expect(output).to.include("wrong.ts(2,");
  });

  it("have types by which every snippet of the documents compiles", async () => {
    const programs = new Map(
      QUICK_STARTS.flatMap(snippetsOf).map(({ program, place, text }) => [`${program ?? place}.ts`, text]),
    );
    const fragments = ["docs/sdk.md", "sdk/README.md"].flatMap(snippetsOf);
    expect([programs.size, fragments.length]).to.satisfy(([some = 0, more = 0]) => some > 5 && more > 8);
    const files = { ...Object.fromEntries(programs), "fragments.ts": renderFragments(fragments) };
    const { output } = await application.compile({ "application.d.ts": applicationTypes(), ...files });
    expect(output).to.equal("");
  });
});

/** Each fragment as a function's body, with what it takes for given around it. */
function renderFragments(fragments: readonly Snippet[]): string {
  const bodies = fragments.map(({ place, text }, index) => {
    const body = text.replace(/^import [^;]*;\n/gm, "");
    return `/* ${place} */ async function fragment${index}() {\n${body}\n}\n`;
  });
  return [`import { ${Object.keys(sdk).join(", ")} } from "@idos/sdk";`, FRAGMENTS_GIVEN, ...bodies].join(
    "\n",
  );
}
