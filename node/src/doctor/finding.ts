export type Verdict = "ok" | "warning" | "problem";

/** What the doctor says of one thing that the node stands on. Holds no secret. */
export interface Finding {
  /** What was examined, such as `Redis` or `chain 8453`. */
  readonly part: string;
  readonly verdict: Verdict;
  readonly says: string;
  /** What the operator does about it. */
  readonly todo?: string;
}

export function ok(part: string, says: string): Finding {
  return { part, verdict: "ok", says };
}

/** The node runs, and worse than it could. */
export function warning(part: string, says: string, todo: string): Finding {
  return { part, verdict: "warning", says, todo };
}

/** The node does not serve somebody, or what it holds is in danger. */
export function problem(part: string, says: string, todo: string): Finding {
  return { part, verdict: "problem", says, todo };
}

const EXIT_CODES: Record<Verdict, number> = { ok: 0, warning: 1, problem: 2 };

/** The worst of all. */
export function exitCodeOf(findings: readonly Finding[]): number {
  return Math.max(0, ...findings.map(({ verdict }) => EXIT_CODES[verdict]));
}
