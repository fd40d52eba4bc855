import { parseArgs } from "node:util";
import { PROJECT_DEPLOYMENTS } from "../deploy/deploy-contract.ts";
import { CLEAR_SIGNING, staleClearSigning, writeClearSigning } from "./write-files.ts";

/** Writes what hardware wallets show of the contract, or, with `--check`, fails when the present files differ. */
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

if (!values.check) await writeClearSigning(PROJECT_DEPLOYMENTS, CLEAR_SIGNING);
else
  for (const name of await staleClearSigning(PROJECT_DEPLOYMENTS, CLEAR_SIGNING)) {
    process.stderr.write(
      `${name} differs from contract, messages or deployments. Run scripts/clear-signing/generate.ts.\n`,
    );
    process.exitCode = 1;
  }
