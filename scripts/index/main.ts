import { environment } from "../../node/src/environment.ts";
import { loadConfig } from "../../node/src/load-config.ts";
import { runIndexCommand } from "./run-command.ts";

process.exitCode = await runIndexCommand(process.argv.slice(2), () => loadConfig(environment), {
  out: process.stdout,
  err: process.stderr,
});
