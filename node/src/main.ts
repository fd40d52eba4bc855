import { environment } from "./environment.ts";
import { runNode } from "./run-node.ts";

// Failures that have no sentence of their own end the process with their stack, as Node.js prints it.
process.exitCode = await runNode(process.argv.slice(2), environment);
