import { expect } from "chai";
import { environmentAccesses } from "../../scripts/check/environment-access.ts";
import { tooLongFiles } from "../../scripts/check/file-length.ts";
import { impureFiles } from "../../scripts/check/purity.ts";
import { sourceFiles } from "../../scripts/check/source-files.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";

const lines = (count: number): string => "export {};\n".repeat(count);

describe("the file length rule", () => {
  it("allows 300 lines and names a file of 301", () => {
    const files = [
      { path: "node/src/fits.ts", text: lines(300) },
      { path: "node/src/long.ts", text: lines(301) },
    ];
    expect(tooLongFiles(files)).to.deep.equal(["node/src/long.ts: 301 lines, at most 300"]);
  });
});

describe("the purity rule", () => {
  const path = "indexer/src/reduce-block.ts";
  for (const text of [
    "export async function reduce() {}",
    "export const reduce = async () => 1;",
    "export function reduce(): Promise<void> { return later(); }",
    "export const reduced = await later();",
    "export const reduced = Promise.resolve(1);",
    "for await (const event of events) use(event);",
  ]) {
    it(`names: ${text}`, () => expect(impureFiles([{ path, text }])).to.have.length.above(0));
  }

  it("holds for authorize, decode and reduce in any folder of a package, and for no other file", () => {
    const text = "export const later = async () => 1;";
    const pure = ["node/src/authorize.ts", "node/src/a/b/authorize-read.ts", "indexer/src/chain/decode.ts"];
    const free = ["node/src/read.ts", "indexer/test/reduce.test.ts", "scripts/reduce.ts"];
    const named = impureFiles([...pure, ...free].map((file) => ({ path: file, text })));
    expect(named.map((line) => line.split(":")[0])).to.deep.equal(pure);
  });

  it("lets comments and texts speak of waiting", () => {
    const text = '// no await, no Promise\nexport const reduce = () => "async Promise";\n';
    expect(impureFiles([{ path, text }])).to.deep.equal([]);
  });
});

describe("the environment rule", () => {
  const path = "node/src/http/app.ts";
  for (const text of [
    "export const port = process.env.PORT;",
    'export const port = process.env["PORT"];',
    'export const port = process["env"];',
    "export const port = globalThis.process.env.PORT;",
    "const { env } = process;",
    "const { env: settings } = process;",
    'import { env } from "node:process";',
    'import { env as settings } from "process";',
  ]) {
    it(`names: ${text}`, () => expect(environmentAccesses([{ path, text }])).to.have.length(1));
  }

  it("lets environment.ts and main.ts read it, and tests set it for the programs they start", () => {
    const text = "export const port = process.env.PORT;";
    const free = [
      "node/src/environment.ts",
      "node/src/main.ts",
      "node/test/main.test.ts",
      "test/harness/node.ts",
    ];
    expect(environmentAccesses(free.map((file) => ({ path: file, text })))).to.deep.equal([]);
  });

  it("lets other things be called env", () => {
    const text = "export const a = hardhat.env; const { env } = options; process.exitCode = 1;";
    expect(environmentAccesses([{ path, text }])).to.deep.equal([]);
  });
});

describe("the list of source files", () => {
  const paths = sourceFiles(projectRoot, ["ts", "cjs", "sol"]).map(({ path }) => path);

  it("holds every kind of file people write", () => {
    expect(paths).to.include.members([
      "test/tooling/house-rules.test.ts",
      "scripts/test/counting-reporter.cjs",
      ".dependency-cruiser.cjs",
      "contracts/AccessManagementProtocol.sol",
    ]);
  });

  it("holds nothing that is installed or generated", () => {
    expect(
      paths.filter((path) => /(^|\/)(node_modules|generated|artifacts|\.idos)\//.test(path)),
    ).to.deep.equal([]);
  });
});
