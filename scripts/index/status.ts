import { EXIT, type ExitCode } from "./exit-codes.ts";
import { readDetails } from "./index-details.ts";
import type { Opened } from "./open-index.ts";
import type { Output } from "./output.ts";
import { renderStatus } from "./render-status.ts";
import { type HeadSeen, reportStatus } from "./status-report.ts";

/** Tells what state the index is in; the chain's head is asked for, and may be silent. */
export async function runStatus(
  { reader, redis, chain, settings }: Opened,
  output: Output,
): Promise<ExitCode> {
  const head: Promise<HeadSeen> = chain.source
    .latestBlock()
    .then(({ number, time }) => ({ number, time }))
    .catch((error: unknown) => ({ silent: error instanceof Error ? error.message : String(error) }));
  const [status, details] = await Promise.all([reader.status(), readDetails(redis, settings.indexer)]);
  const report = reportStatus(status, details, await head);
  output.result(report, renderStatus(report));
  return status.state === "ready" ? EXIT.yes : EXIT.no;
}
