import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { askRedis } from "../../scripts/redis/ask-redis.ts";

async function answers(port: number): Promise<boolean> {
  return askRedis(port, "PING").then(
    () => true,
    () => false,
  );
}

describe("a server that a program started", () => {
  it("ends with it, even when the program is killed", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idos-redis-"));
    const program = `
      import { startRedis } from "./scripts/redis/start-redis.ts";
      console.log((await startRedis({ folder: ${JSON.stringify(folder)}, appendOnly: false })).port);
      setInterval(() => undefined, 1000);`;
    const args = ["--import", "tsx", "--input-type=module", "--eval", program];
    const parent = spawn(process.execPath, args, { cwd: projectRoot, stdio: ["ignore", "pipe", "inherit"] });
    const port = await new Promise<number>((resolve) =>
      createInterface(parent.stdout).once("line", (line) => resolve(Number(line))),
    );
    if (!(await answers(port))) throw new Error("Redis does not answer while its program runs");
    parent.kill("SIGKILL");
    while (await answers(port)) await delay(10);
    await rm(folder, { recursive: true, force: true });
  });
});
