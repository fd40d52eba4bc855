import type { Opened } from "./open-index.ts";
import { describeExplanation } from "./describe-explanation.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { explainGrant, type GrantHistory } from "./explain-grant.ts";
import { findHistory, findInBlock } from "./find-history.ts";
import type { GrantQuestion } from "./parse-arguments.ts";
import type { Output } from "./output.ts";

/** Why the node allows or denies this grant now. */
export async function runExplain(
  { reader, chain, settings }: Opened,
  question: GrantQuestion,
  output: Output,
): Promise<ExitCode> {
  const { grant, status } = await reader.check(question.owner, question.handle);
  const { blockNumber: number, blockHash: hash } = status.decidedAt;
  const wholeHistory = (): Promise<GrantHistory> =>
    findHistory(chain.source, question, { ...settings.indexer, at: { number, hash } }, output.progress.show);
  const newest = async (): Promise<GrantHistory> => {
    if (grant.kind === "none") return wholeHistory();
    const last = await findInBlock(chain.source, question, grant.sinceBlock);
    // Another expiry than that of the grant in its block: a later change is under way.
    const isIt = last !== undefined && "expiresAt" in last.event && last.event.expiresAt === grant.expiresAt;
    return isIt ? { last, revokedAll: undefined } : wholeHistory();
  };
  const explanation = explainGrant({
    ...{ question, grant, status, history: await newest() },
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  output.result(
    { ...explanation, sentences: describeExplanation(explanation) },
    describeExplanation(explanation),
  );
  return explanation.allowed ? EXIT.yes : EXIT.no;
}
