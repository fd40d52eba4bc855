import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inheritedEnvironment } from "../../scripts/process/environment.ts";
import { projectRoot } from "../../scripts/process/project-root.ts";

interface Ending {
  readonly exitCode: number | null;
  readonly output: string;
}

describe("the demo, interrupted", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "idos-interrupted-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Runs it until it prints `at`, then does something to it. */
  function runUntil(
    at: string,
    act: (child: ChildProcess, output: string) => void,
    args: readonly string[],
  ): Promise<Ending> {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/demo/main.ts", ...args], {
      cwd: projectRoot,
      env: { ...inheritedEnvironment, TMPDIR: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const before = output.includes(at);
      output += text;
      if (!before && output.includes(at)) act(child, output);
    });
    return new Promise((resolve) => child.once("close", (exitCode) => resolve({ exitCode, output })));
  }

  const cases = [
    ["while it starts", "starting everything", "SIGINT", ["--once"], 130],
    ["while it starts, to stay up", "contract  ", "SIGTERM", [], 143],
    ["in the middle of the story", "Alice joins", "SIGINT", [], 130],
  ] as const;
  for (const [when, at, signal, args, exitCode] of cases)
    it(`claims no success ${when}, and leaves nothing behind`, async () => {
      const ending = await runUntil(at, (child) => child.kill(signal), args);
      expect(ending.output).to.include("Interrupted");
      expect(ending.output).to.not.include("Every flow did what it must");
      expect(ending.output).to.not.include("failed");
      expect(ending.exitCode).to.equal(exitCode);
      expect((await readdir(folder)).filter((name) => name.startsWith("idos-"))).to.deep.equal([]);
    });

  it("goes on to its end when the node is killed in the middle of the story", async () => {
    const killNode = (_: ChildProcess, output: string) => {
      const pid = Number(/node .*process (\d+)/.exec(output)?.[1]);
      process.kill(pid, "SIGKILL");
    };
    const ending = await runUntil("Her first credential", killNode, ["--once"]);
    expect(ending.exitCode, ending.output).to.equal(0);
    expect(ending.output).to.include("the node runs again");
    expect(ending.output).to.include("Every flow did what it must");
  });
});
