import { type Finding, ok, problem, warning } from "./finding.ts";

export interface OperatorPortFacts {
  /** Where it listens; undefined: nowhere. */
  readonly listens: { readonly host: string; readonly port: number } | undefined;
  /** Whether the same port answers at the host that people reach the node at. Undefined: not asked. */
  readonly answersInPublic: boolean | undefined;
}

const PART = "operator's port";

export function judgeOperatorPort({ listens, answersInPublic }: OperatorPortFacts): Finding {
  if (listens === undefined)
    return warning(PART, "it is off", "set IDOS_METRICS_PORT: else nothing tells how the node stands");
  const { host, port } = listens;
  if (answersInPublic === true)
    return problem(
      PART,
      `port ${port} answers where people reach the node`,
      "close it to strangers, in the firewall or by IDOS_METRICS_HOST: it has no sign-in",
    );
  if (/^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host))
    return ok(PART, `${host}:${port}, this machine alone`);
  return answersInPublic === false
    ? ok(PART, `${host}:${port}, and closed where people reach the node`)
    : warning(PART, `${host}:${port}, for whoever reaches it`, "see that only your monitoring does");
}
