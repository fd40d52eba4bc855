import { type Finding, ok, problem, warning } from "./finding.ts";

/** Who answers at the node's origin, seen from here. */
export interface OriginFacts {
  /** Undefined: it is where the node listens, on this machine. */
  readonly origin: string | undefined;
  /** The origin that whoever answers there says to be; `undefined` says nothing of the kind. */
  readonly answer:
    { readonly origin: string | undefined; readonly status: number } | { readonly failed: string };
}

const PART = "origin";

export function judgeOrigin({ origin, answer }: OriginFacts): Finding {
  if (origin === undefined)
    return warning(
      PART,
      "none is set, so the node is for this machine alone",
      "set IDOS_ORIGIN to the https address at which people reach it",
    );
  if (!origin.startsWith("https://") && !isOfThisMachine(origin))
    return problem(
      PART,
      `${origin} is not encrypted on its way`,
      "put a TLS proxy in front, and name its https address",
    );
  if ("failed" in answer)
    return warning(
      PART,
      `${origin} does not answer from here: ${answer.failed}`,
      "start the node; if it runs, look at the proxy, the name and the firewall",
    );
  if (answer.origin === origin) return ok(PART, `${origin} answers as this origin's node`);
  const found =
    answer.origin === undefined ? `status ${answer.status}, and is no node` : `the node of ${answer.origin}`;
  return problem(
    PART,
    `${origin} answers as ${found}`,
    "let the proxy pass on to this node, or correct IDOS_ORIGIN: proofs are made for one origin alone",
  );
}

export function isOfThisMachine(origin: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(origin).hostname);
}
