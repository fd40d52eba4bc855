import type { EndpointLook } from "@idos/indexer";
import type { ChainConfig } from "../config/chains.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";

/** One endpoint as it was found. Of its URL, the host. */
export interface EndpointFacts {
  readonly host: string;
  /** Or why nothing is known of it. */
  readonly look: EndpointLook | { readonly failed: string };
}

type Wanted = Pick<ChainConfig, "chainId" | "contract" | "codeHash" | "headAgeSecondsMax">;

/** Older than that, a public chain's newest block says that the endpoint has stopped. */
const HEAD_AGE_SECONDS = 600;

/** What is to be said of a chain's endpoints, each and together. */
export function judgeChain(
  wanted: Wanted,
  endpoints: readonly EndpointFacts[],
  nowSeconds: number,
): readonly Finding[] {
  const part = `chain ${wanted.chainId}`;
  const answering = endpoints.filter(({ look }) => !("failed" in look)).length;
  const each = endpoints.map((endpoint) => judgeEndpoint(part, wanted, endpoint, answering, nowSeconds));
  return [...each, ...judgeTogether(part, wanted, endpoints)];
}

function judgeEndpoint(
  part: string,
  wanted: Wanted,
  { host, look }: EndpointFacts,
  answering: number,
  nowSeconds: number,
): Finding {
  if ("failed" in look) {
    const says = `${host} does not answer: ${look.failed}`;
    return answering === 0
      ? problem(part, says, "mend it, or name another endpoint: until one answers, grantees are refused")
      : warning(part, says, "mend it, or name another endpoint in its place");
  }
  const { chainId, codeHash, head } = look;
  if (chainId !== wanted.chainId)
    return problem(
      part,
      `${host} is of chain ${chainId}`,
      "name an endpoint of the chain, or correct its id",
    );
  if (codeHash === undefined)
    return problem(
      part,
      `${host} has no contract at ${wanted.contract}`,
      "compare IDOS_CONTRACT with the deployment; an endpoint that is still syncing does not have it yet",
    );
  if (wanted.codeHash !== undefined && wanted.codeHash !== codeHash)
    return problem(
      part,
      `${host} shows other code at ${wanted.contract}: ${codeHash}`,
      "ask another endpoint: one of them lies, or IDOS_CODE_HASH is of another contract",
    );
  if (head === undefined) return problem(part, `${host} has no block`, "name another endpoint");
  const ageSeconds = nowSeconds - head.time;
  const says = `${host}: block ${head.number}, ${Math.max(0, ageSeconds)} s old, contract's code ${codeHash}`;
  const { headAgeSecondsMax } = wanted;
  if (headAgeSecondsMax !== undefined && ageSeconds > headAgeSecondsMax)
    return problem(
      part,
      says,
      "older than IDOS_HEAD_AGE_SECONDS_MAX, so grantees are refused: name an endpoint that keeps up",
    );
  if (ageSeconds > HEAD_AGE_SECONDS)
    return warning(
      part,
      says,
      "compare with an explorer: unless the chain is quiet, the endpoint has stopped",
    );
  return ok(part, says);
}

function judgeTogether(
  part: string,
  { codeHash }: Wanted,
  endpoints: readonly EndpointFacts[],
): readonly Finding[] {
  const hosts = new Set(endpoints.map(({ host }) => host));
  const shown = new Set(endpoints.flatMap(({ look }) => ("failed" in look ? [] : [look.codeHash])));
  const findings: Finding[] = [];
  if (hosts.size < 2)
    findings.push(
      warning(
        part,
        "all depends on one endpoint",
        "name a second one by another operator: if this one fails or lies, grantees are refused",
      ),
    );
  if (shown.size > 1)
    findings.push(
      problem(
        part,
        "the endpoints show different code at the contract's address",
        "one of them lies: find out which",
      ),
    );
  else if (codeHash === undefined && !shown.has(undefined) && shown.size === 1)
    findings.push(
      warning(
        part,
        "the contract's code is taken as the endpoints show it",
        `when you have compared it with the deployment, set IDOS_CODE_HASH=${[...shown].join("")}`,
      ),
    );
  return findings;
}
