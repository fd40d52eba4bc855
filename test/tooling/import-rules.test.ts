import { expect } from "chai";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { runProgram } from "../../scripts/process/run-program.ts";

const PACKAGES = ["protocol", "indexer", "node", "sdk", "vault", "examples"];
const LIBRARIES = ["koa", "@koa/router", "ioredis", "kysely", "libsodium-wrappers-sumo", "hardhat", "zod"];

/** What the rules allow. */
const allowed: Record<string, string> = {
  "protocol/src/index.ts": 'import "zod"; export const protocol = 1;',
  "indexer/src/index.ts": 'import "@idos/protocol"; import "./redis/client.ts"; export const indexer = 1;',
  "indexer/src/redis/client.ts": 'import "ioredis";',
  "node/src/index.ts": 'import "@idos/indexer"; import "@idos/protocol"; export const node = 1;',
  "node/src/create-node.ts": 'import "koa"; import "kysely"; import "ioredis";',
  "node/src/http/app.ts": 'import "koa";',
  "node/src/storage/sql/users.ts": 'import "kysely";',
  "sdk/src/index.ts": 'import "@idos/protocol"; export const sdk = 1;',
  "sdk/src/circle-b.ts": 'import "./circle-a.ts";',
  "sdk/src/crypto/sodium.ts": 'import "libsodium-wrappers-sumo";',
  "vault/src/index.ts": 'import "@idos/sdk"; export const vault = 1;',
  "examples/src/index.ts": 'import "@idos/sdk"; export const examples = 1;',
  "scripts/deploy.ts": 'import "hardhat"; import "@idos/sdk"; import "@idos/node";',
  "test/flow.ts": 'import "../scripts/deploy.ts"; import "ioredis";',
};

/** What they forbid: the file, what is in it, the rule that has to name it. */
const forbidden: readonly (readonly [file: string, text: string, rule: string])[] = [
  ["protocol/src/reach.ts", 'import "@idos/indexer";', "protocol-imports-nobody"],
  ["protocol/src/files.ts", 'import "node:fs";', "protocol-is-isomorphic"],
  ["indexer/src/reach.ts", 'import "@idos/node";', "indexer-imports-protocol-only"],
  ["node/src/reach.ts", 'import "@idos/sdk";', "node-not-sdk"],
  ["node/test/reach.ts", 'import "@idos/sdk";', "node-not-sdk"],
  ["sdk/src/reach.ts", 'import "@idos/node";', "sdk-not-node"],
  [
    "sdk/src/reach-type.ts",
    'import type { indexer } from "@idos/indexer"; export type I = typeof indexer;',
    "sdk-not-node",
  ],
  ["vault/src/reach.ts", 'import "@idos/node";', "vault-uses-the-sdk-only"],
  ["sdk/src/reach-vault.ts", 'import "@idos/vault";', "sdk-not-node"],
  ["examples/src/reach.ts", 'import "@idos/protocol";', "examples-use-the-sdk-only"],
  ["sdk/src/root.ts", 'import "../../scripts/deploy.ts";', "packages-not-root"],
  ["sdk/src/envelope.ts", 'import "libsodium-wrappers-sumo";', "libsodium-in-sdk"],
  ["node/src/decrypt.ts", 'export const sodium = import("libsodium-wrappers-sumo");', "libsodium-in-sdk"],
  ["node/src/http/cache.ts", 'import "ioredis";', "ioredis-in-adapters"],
  ["indexer/src/http.ts", 'import "koa";', "koa-at-the-edge"],
  ["node/src/storage/route.ts", 'import "@koa/router";', "koa-at-the-edge"],
  ["node/src/chain.ts", 'import "hardhat";', "hardhat-on-the-chain-side"],
  ["node/src/http/routes/records.ts", 'import "../../storage/sql/users.ts";', "routes-get-readers"],
  ["node/src/authorize/rows.ts", 'import "kysely";', "sql-in-storage"],
  ["sdk/src/missing.ts", 'import "./nowhere.ts";', "not-to-unresolvable"],
  ["sdk/src/circle-a.ts", 'import "./circle-b.ts";', "no-circular"],
];

/** A tree shaped like the project, workspaces linked as npm links them, with empty libraries. */
async function writeSample(root: string): Promise<void> {
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  };
  for (const name of PACKAGES) {
    const exports = { ".": "./src/index.ts" };
    await write(`${name}/package.json`, JSON.stringify({ name: `@idos/${name}`, type: "module", exports }));
    await mkdir(join(root, "node_modules/@idos"), { recursive: true });
    await symlink(join("../..", name), join(root, "node_modules/@idos", name));
  }
  for (const name of LIBRARIES) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    await write(`node_modules/${name}/index.js`, "");
  }
  for (const [file, text] of Object.entries(allowed)) await write(file, text);
  for (const [file, text] of forbidden) await write(file, text);
  const dependencies = Object.fromEntries(LIBRARIES.map((name) => [name, "1.0.0"]));
  await write("package.json", JSON.stringify({ name: "sample", type: "module", dependencies }));
  for (const config of [".dependency-cruiser.cjs", "tsconfig.json"])
    await cp(join(projectRoot, config), join(root, config));
}

function violationsOf(output: string): string[] {
  const lines = [...output.matchAll(/^\s*error (\S+): (\S+)/gm)];
  return lines.map(([, rule, file]) => `${String(file)} ${String(rule)}`).sort();
}

describe("the import rules", () => {
  it("name each forbidden import of a sample tree, and nothing else", async () => {
    const root = await mkdtemp(join(tmpdir(), "idos-imports-"));
    try {
      await writeSample(root);
      const cruiser = join(projectRoot, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
      const folders = [...PACKAGES, "scripts", "test"];
      const { output, exitCode } = await runProgram(
        cruiser,
        ["--config", ".dependency-cruiser.cjs", "--output-type", "err", ...folders],
        root,
      );
      expect(violationsOf(output)).to.deep.equal(forbidden.map(([file, , rule]) => `${file} ${rule}`).sort());
      expect(exitCode).to.not.equal(0);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});
