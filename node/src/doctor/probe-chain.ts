import { lookAtEndpoint } from "@idos/indexer";
import type { ChainConfig } from "../config/chains.ts";
import type { ClockFacts } from "./judge-clock.ts";
import type { EndpointFacts } from "./judge-chain.ts";
import { reasonOf } from "./reason-of.ts";

const TIMEOUT_MS = 5_000;

/** Every endpoint of a chain, all at once; one that is silent keeps no other waiting. */
export function probeEndpoints({ rpcUrls, contract }: ChainConfig): Promise<readonly EndpointFacts[]> {
  return Promise.all(
    rpcUrls.map(async (url) => ({
      host: new URL(url).host,
      look: await lookAtEndpoint(url, contract, TIMEOUT_MS).catch((error: unknown) => ({
        failed: reasonOf(error),
      })),
    })),
  );
}

/** The clocks of the endpoints that speak HTTP, by the Date of any answer (RFC 9110, section 6.6.1). */
export async function probeClocks(
  rpcUrls: readonly string[],
  clock: () => number,
): Promise<readonly ClockFacts[]> {
  const origins = new Set(rpcUrls.map((url) => new URL(url.replace(/^ws/, "http")).origin));
  const facts = await Promise.all([...origins].map((origin) => probeClock(origin, clock)));
  return facts.filter((one) => one !== undefined);
}

async function probeClock(origin: string, clock: () => number): Promise<ClockFacts | undefined> {
  try {
    const sentAt = clock();
    const response = await fetch(origin, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const middle = (sentAt + clock()) / 2;
    await response.body?.cancel();
    const there = Date.parse(response.headers.get("date") ?? "");
    if (Number.isNaN(there)) return undefined;
    return { host: new URL(origin).host, aheadSeconds: Math.round((middle - there) / 1_000) };
  } catch {
    return undefined;
  }
}
