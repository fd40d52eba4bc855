import { type Audit, auditIndex } from "../../indexer/src/audit/audit-index.ts";
import { createContractReplay } from "../../indexer/src/audit/contract-replay.ts";
import { createRedisAuditedIndex } from "../../indexer/src/redis/audit/redis-audited-index.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Opened } from "./open-index.ts";
import type { Output } from "./output.ts";
import { auditFacts, renderAudit } from "./render-audit.ts";

/** Repairing one difference may show another; more rounds than this would never end. */
const ROUNDS_MAX = 4;

/** Compares the whole index with the contract; with `repair`, again until nothing is left. */
export async function runAudit(
  { redis, chain, settings }: Opened,
  repair: boolean,
  output: Output,
): Promise<ExitCode> {
  await chain.source.confirmIdentity();
  const index = createRedisAuditedIndex(redis, settings.indexer);
  const replay = createContractReplay(chain.source, settings.indexer);
  const audit = (mend: boolean): Promise<Audit> =>
    auditIndex(
      { index, replay, rules: settings.indexer },
      { repair: mend, onProgress: output.progress.show },
    );
  const rounds: Audit[] = [await audit(repair)];
  while (repair && wasRepaired(rounds.at(-1)) && rounds.length < ROUNDS_MAX) rounds.push(await audit(true));
  output.result(auditFacts(rounds), renderAudit(rounds, repair));
  return rounds.at(-1)?.found === 0 ? EXIT.yes : EXIT.no;
}

function wasRepaired(audit: Audit | undefined): boolean {
  return audit !== undefined && audit.repaired > 0;
}
