import { type Finding, ok, problem, warning } from "./finding.ts";

/** What a Redis server says of itself, or why it says nothing. */
export type RedisFacts =
  | { readonly host: string; readonly failed: string }
  | {
      readonly host: string;
      /** That of Redis' protocol, which Valkey tells too. */
      readonly version: string;
      readonly evictionPolicy: string;
      readonly role: string;
      readonly appendOnly: boolean;
      /** False: its last write to the disk failed. */
      readonly persisting: boolean;
      readonly usedBytes: number;
      /** 0: no limit. */
      readonly maxBytes: number;
    };

const PART = "Redis";
const VERSION_MIN = 7;
const FULL = 0.95;
const FILLING = 0.8;

export function judgeRedis(facts: RedisFacts): readonly Finding[] {
  const { host } = facts;
  if ("failed" in facts) {
    const todo = "start it, or correct IDOS_REDIS_URL: without it nobody signs in and grantees are refused";
    return [problem(PART, `${host} does not answer: ${facts.failed}`, todo)];
  }
  const found = [...faults(facts), ...weaknesses(facts)];
  const { version, usedBytes } = facts;
  return found.length > 0 ? found : [ok(PART, `${host}: version ${version}, ${mebibytes(usedBytes)} used`)];
}

type Answering = Exclude<RedisFacts, { readonly failed: string }>;

function faults({ host, version, evictionPolicy, role, persisting }: Answering): Finding[] {
  const findings: Finding[] = [];
  if (!(Number.parseInt(version, 10) >= VERSION_MIN))
    findings.push(problem(PART, `${host} is of version ${version}`, "use Redis 7 or Valkey"));
  if (evictionPolicy !== "noeviction")
    findings.push(
      problem(
        PART,
        `${host} drops keys when it is full (maxmemory-policy ${evictionPolicy}), the index's too`,
        "set maxmemory-policy noeviction",
      ),
    );
  if (role !== "master")
    findings.push(problem(PART, `${host} is a ${role}`, "name the primary in IDOS_REDIS_URL"));
  if (!persisting)
    findings.push(
      problem(
        PART,
        `${host} failed to write to its disk`,
        "look at its log and its disk: it may refuse writes",
      ),
    );
  return findings;
}

function weaknesses({ host, appendOnly, usedBytes, maxBytes }: Answering): Finding[] {
  const findings: Finding[] = [];
  if (!appendOnly)
    findings.push(
      warning(
        PART,
        `${host} keeps no log of its writes`,
        "set appendonly yes: else the index is read anew after each restart of Redis",
      ),
    );
  const share = maxBytes === 0 ? 0 : usedBytes / maxBytes;
  const says = `${host} uses ${mebibytes(usedBytes)} of ${mebibytes(maxBytes)}`;
  if (share > FULL)
    findings.push(problem(PART, says, "raise maxmemory: when it is full, the index stands still"));
  else if (share > FILLING) findings.push(warning(PART, says, "raise maxmemory before it is full"));
  return findings;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
