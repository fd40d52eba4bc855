import { parseArgs } from "node:util";
import { PROJECT_DEPLOYMENTS } from "../deploy/deploy-contract.ts";
import { DEPLOYMENTS_MODULE, isModuleFresh, writeDeploymentsModule } from "./write-module.ts";

/** Writes the module of deployments, or, with `--check`, fails when the present one differs. */
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

if (!values.check) await writeDeploymentsModule(PROJECT_DEPLOYMENTS, DEPLOYMENTS_MODULE);
else if (!(await isModuleFresh(PROJECT_DEPLOYMENTS, DEPLOYMENTS_MODULE))) {
  process.stderr.write("The module differs from deployments/. Run scripts/deployments/generate.ts.\n");
  process.exitCode = 1;
}
