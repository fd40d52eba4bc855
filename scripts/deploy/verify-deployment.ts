import { describeError } from "./describe-error.ts";
import { type DeploymentRecord, writeDeployment } from "./record.ts";
import { explorersOf, type Verifier, verifySource } from "./verify-source.ts";
import { withoutUrl } from "./without-url.ts";

/** Has every explorer that has not agreed yet look, and records who agrees. False if one does not, or is down. */
export async function verifyDeployment(
  deployed: DeploymentRecord,
  folder: string,
  verifier: Verifier,
  report: (line: string) => void,
): Promise<boolean> {
  let record = deployed;
  let isComplete = true;
  for (const explorer of explorersOf(verifier)) {
    if (record.verifiedBy.includes(explorer)) continue;
    try {
      await verifySource(record, explorer, verifier);
      record = { ...record, verifiedBy: [...record.verifiedBy, explorer] };
      await writeDeployment(folder, record);
      report(`source verified by ${explorer}`);
    } catch (error) {
      isComplete = false;
      report(`source not verified by ${explorer}: ${withoutUrl(describeError(error), verifier.rpcUrl)}`);
    }
  }
  return isComplete;
}
