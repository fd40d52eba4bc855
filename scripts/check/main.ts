import { checks, freshBindings } from "./checks.ts";
import { printCheck, runChecks } from "./run-checks.ts";

const results = await runChecks([freshBindings], checks, printCheck);
process.exitCode = results.some(({ violations }) => violations.length > 0) ? 1 : 0;
