import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { runProgram } from "../../scripts/process/run-program.ts";
import { BINDINGS, differingParts } from "../../scripts/deploy/require-fresh-bindings.ts";

describe("a deployment whose bindings are not of the contracts", () => {
  let copy: string;

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), "stale-"));
    for (const part of ["scripts", "protocol", "hardhat.config.ts", "package.json", "tsconfig.json"])
      await cp(join(projectRoot, part), join(copy, part), { recursive: true });
    await symlink(join(projectRoot, "node_modules"), join(copy, "node_modules"));
    // The shortest of all changes to compile.
    await mkdir(join(copy, "contracts"));
    await writeFile(
      join(copy, "contracts/AccessManagementProtocol.sol"),
      "// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\n\ncontract AccessManagementProtocol {}\n",
    );
  });
  afterEach(() => rm(copy, { recursive: true }));

  for (const flags of [[], ["--dry-run"]])
    it(`is refused before anything is asked of anybody${flags.map((flag) => `, with ${flag} too`).join("")}`, async () => {
      const args = ["--network", "localhost", "--rpc", "http://127.0.0.1:1", ...flags];
      const { exitCode, output } = await runProgram(join(copy, "scripts/deploy/main.ts"), args, copy);
      expect(output).to.match(
        /idos: the bindings are not of these contracts \(bytecode, abi\): run npx tsx scripts\/bindings\/generate\.ts\n$/,
      );
      expect(exitCode).to.equal(1);
      expect(await readdir(copy)).to.not.include("deployments");
    });

  it("is told by each part of them that is sent or recorded", () => {
    expect(differingParts(BINDINGS, { ...BINDINGS })).to.deep.equal([]);
    for (const [part, value] of [
      ["bytecode", "0x"],
      ["abi", []],
      ["compilation", { ...BINDINGS.compilation, compiler: "0.8.36" }],
    ] as const)
      expect(differingParts({ ...BINDINGS, [part]: value }, BINDINGS)).to.deep.equal([part]);
  });
});
