import { ContradictionError, RpcError } from "../../indexer/src/errors.ts";
import { withoutUrl } from "../deploy/without-url.ts";
import { UsageError } from "../process/usage-error.ts";
import { ConfigError, type NodeConfig } from "../../node/src/config/config.ts";
import { chooseChain } from "./chain-settings.ts";
import { runAudit } from "./audit.ts";
import { EXIT } from "./exit-codes.ts";
import { runExplain } from "./explain.ts";
import { openIndex } from "./open-index.ts";
import { createOutput, type OutputStreams } from "./output.ts";
import { type IndexRequest, parseIndexRequest } from "./parse-arguments.ts";
import { requireConsent, runRebuild } from "./rebuild.ts";
import { runStatus } from "./status.ts";

/** What a command has around it beside its arguments. */
export interface Surroundings {
  readonly streams: OutputStreams;
  /** undefined where nobody is there to be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Aborted, with an Interruption, when the command is to end. */
  readonly interruption: AbortSignal;
}

/** Runs `./idos index ...`; what keeps it from an answer is said in one line, without an endpoint's URL. */
export async function runIndexCommand(
  args: readonly string[],
  readConfig: () => NodeConfig,
  surroundings: Surroundings,
): Promise<number> {
  const urls: string[] = [];
  try {
    const request = parseIndexRequest(args);
    const settings = chooseChain(readConfig(), request.chainId);
    urls.push(...settings.indexer.rpcUrls);
    if (request.command === "rebuild") await requireConsent(request, surroundings);
    const opened = await openIndex(settings);
    try {
      return await run(request, opened, surroundings);
    } finally {
      opened.close();
    }
  } catch (error) {
    surroundings.streams.err.write(`idos: ${urls.reduce(withoutUrl, describe(error, urls))}\n`);
    const isWrongCall = error instanceof UsageError || error instanceof ConfigError;
    return isWrongCall ? EXIT.calledWrongly : EXIT.couldNotTell;
  }
}

function describe(error: unknown, urls: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  const isOfRpc = error instanceof RpcError || error instanceof ContradictionError;
  const hosts = urls.map((url) => new URL(url).host).join(", ");
  return isOfRpc ? `the RPC at ${hosts}: ${error.message}` : error.message;
}

async function run(
  request: IndexRequest,
  opened: Awaited<ReturnType<typeof openIndex>>,
  { streams, interruption }: Surroundings,
): Promise<number> {
  const output = createOutput(streams, request.json);
  try {
    switch (request.command) {
      case "status":
        return await runStatus(opened, output);
      case "explain":
        return await runExplain(opened, request.question, output);
      case "audit":
        return await runAudit(opened, request.repair, output);
      case "rebuild":
        return await runRebuild(opened, output, interruption);
    }
  } finally {
    output.progress.clear();
  }
}
