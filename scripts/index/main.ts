import { createInterface } from "node:readline/promises";
import { environment } from "../../node/src/environment.ts";
import { loadConfig } from "../../node/src/config/load-config.ts";
import { watchForInterruption } from "../process/interruption.ts";
import { runIndexCommand } from "./run-command.ts";

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

process.exitCode = await runIndexCommand(process.argv.slice(2), () => loadConfig(environment), {
  streams: { out: process.stdout, err: process.stderr },
  ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
  interruption: watchForInterruption(),
});
