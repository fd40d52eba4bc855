import { parseArgs } from "node:util";
import { runDemo } from "./run-demo.ts";

const { values } = parseArgs({
  options: { once: { type: "boolean", default: false }, empty: { type: "boolean", default: false } },
});
// At once: a flow that was interrupted may still be waiting for servers that are gone.
process.exit(await runDemo({ stayUp: !values.once, isEmpty: values.empty }));
