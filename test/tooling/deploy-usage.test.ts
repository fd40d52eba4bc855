import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { projectRoot } from "../../scripts/process/project-root.ts";

const run = promisify(execFile);

describe("./idos deploy", () => {
  // In the words of the shell script, which looks at them before it looks for Node.
  for (const [words, args] of [
    ["deploy needs --network NAME", []],
    ["deploy: --network needs a value", ["--network"]],
    ["deploy: --rpc needs a value", ["--network", "sepolia", "--rpc", "--dry-run"]],
    ["deploy takes flags only\n", ["sepolia"]],
    ["deploy takes flags only\n", ["--network", "sepolia", "https://rpc.example/v3/s3cret"]],
    ["deploy does not take this flag\n", ["--network", "sepolia", "--https://rpc.example/v3/s3cret"]],
    ["deploy does not take: --forse\n", ["--network", "sepolia", "--forse"]],
    ["deploy does not take: --rpc\n", ["--network", "sepolia", "--rpc=https://rpc.example/s3cret"]],
  ] as const) {
    it(`refuses "${args.join(" ")}" with 2, before anything is fetched`, async () => {
      const options = { env: { PATH: "/usr/bin:/bin" } };
      const failed: unknown = await run(join(projectRoot, "idos"), ["deploy", ...args], options).catch(
        (error: unknown) => error,
      );
      expect(failed).to.include({ code: 2, stdout: "" });
      expect(String(Reflect.get(Object(failed), "stderr")))
        .to.match(new RegExp(`^idos: ${words}`))
        .and.not.include("s3cret");
    });
  }
});
