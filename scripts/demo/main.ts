import { parseArgs } from "node:util";
import { runDemo } from "./run-demo.ts";

const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
process.exitCode = await runDemo({ stayUp: !values.once });
