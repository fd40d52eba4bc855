import { ContradictionError, RpcError } from "../../indexer/src/errors.ts";
import { withoutUrl } from "../deploy/without-url.ts";
import { UsageError } from "../process/usage-error.ts";
import { ConfigError, type NodeConfig } from "../../node/src/config.ts";
import { chooseChain } from "./chain-settings.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { runExplain } from "./explain.ts";
import { openIndex } from "./open-index.ts";
import { createOutput, type OutputStreams } from "./output.ts";
import { type IndexRequest, parseIndexRequest } from "./parse-arguments.ts";
import { runStatus } from "./status.ts";

/** Runs `./idos index ...`; what keeps it from an answer is said in one line, without an endpoint's URL. */
export async function runIndexCommand(
  args: readonly string[],
  readConfig: () => NodeConfig,
  streams: OutputStreams,
): Promise<ExitCode> {
  const urls: string[] = [];
  try {
    const request = parseIndexRequest(args);
    const settings = chooseChain(readConfig(), request.chainId);
    urls.push(settings.indexer.rpcUrl);
    const opened = await openIndex(settings);
    try {
      return await run(request, opened, streams);
    } finally {
      opened.close();
    }
  } catch (error) {
    streams.err.write(`idos: ${urls.reduce(withoutUrl, describe(error, urls))}\n`);
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
  streams: OutputStreams,
): Promise<ExitCode> {
  const output = createOutput(streams, request.json);
  try {
    switch (request.command) {
      case "status":
        return await runStatus(opened, output);
      case "explain":
        return await runExplain(opened, request.question, output);
      case "audit":
      case "rebuild":
        return EXIT.couldNotTell;
    }
  } finally {
    output.progress.clear();
  }
}
