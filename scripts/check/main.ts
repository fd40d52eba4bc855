import { checks } from "./checks.ts";
import { printCheck, runChecks } from "./run-checks.ts";

const results = await runChecks(checks, 2, printCheck);
process.exitCode = results.some(({ violations }) => violations.length > 0) ? 1 : 0;
