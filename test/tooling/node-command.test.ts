import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { temporaryFolder } from "../../node/test/storage/folders.ts";
import { OPERATOR_NODE_OPTIONS } from "../../scripts/process/operator-node-options.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";

const run = promisify(execFile);
const idos = join(projectRoot, "idos");

async function failureOf(args: readonly string[]): Promise<{ code: unknown; said: string }> {
  const failed: unknown = await run(idos, args, { env: { PATH: "/usr/bin:/bin" } }).catch(
    (error: unknown) => error,
  );
  const code: unknown = Reflect.get(Object(failed), "code");
  return { code, said: String(Reflect.get(Object(failed), "stderr")) };
}

describe("./idos node", () => {
  for (const [words, args] of [
    ["node does not take: --json", ["node", "--json"]],
    ["node does not take: now", ["node", "now"]],
    ["node: --config needs a file", ["node", "--config"]],
    ["node: --config needs a file", ["node", "--config", "--print-config"]],
    ["node does not take this flag", ["node", "--Key=secret"]],
    ["doctor does not take: --print-config", ["doctor", "--print-config"]],
  ] as const) {
    it(`refuses "${args.join(" ")}" with 2, before anything is fetched`, async () => {
      const { code, said } = await failureOf(args);
      expect(code).to.equal(2);
      expect(said.split("\n")[0]).to.equal(`idos: ${words}`);
    });
  }

  it("reads the file that is named from where it was typed, and prints what is in force without secrets", async () => {
    const { folder, remove } = await temporaryFolder();
    try {
      const settings = {
        IDOS_RPC_URLS: ["https://one.example/a-key"],
        IDOS_CHAIN_ID: 31337,
        IDOS_CONTRACT: `0x${"c0".repeat(20)}`,
        IDOS_DEPLOY_BLOCK: 1,
        IDOS_PORT: 1234,
      };
      await writeFile(join(folder, "node.json"), JSON.stringify(settings));
      const environment = {
        PATH: `${process.execPath.replace(/\/node$/, "")}:/usr/bin:/bin`,
        IDOS_PORT: "4321",
      };
      const { stdout } = await run(idos, ["node", "--config", "node.json", "--print-config"], {
        ...{ cwd: folder, env: environment },
      });
      const printed: unknown = JSON.parse(stdout);
      expect(printed).to.include({ IDOS_PORT: 4321 });
      expect(stdout).to.include("https://one.example/***").and.not.include("a-key");
    } finally {
      await remove();
    }
  });

  it("runs within the heap limits of the container and of every measurement", async () => {
    for (const file of ["idos", "Dockerfile"]) {
      const text = await readFile(join(projectRoot, file), "utf8");
      for (const option of OPERATOR_NODE_OPTIONS) expect(text, file).to.include(option);
    }
  });
});
