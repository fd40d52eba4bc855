import type { Bytes32, Origin } from "@idos/protocol";
import type { IdosErrorCode } from "../errors/idos-error.ts";

/** What one node said of a record, verified by itself; or why it said nothing. */
export type NodeAnswer =
  | { readonly node: Origin; readonly version: number; readonly headerHash: Bytes32 }
  | { readonly node: Origin; readonly lie: string }
  | { readonly node: Origin; readonly silent: IdosErrorCode };

/**
 * agrees: it has the newest version that any node has. behind: an older one. forked: as signed as another node's of the
 * same version, and different: their author signed two. lied: it does not verify; `check` is a NodeCheck. silent: it answered nothing,
 * by `code`; it may not hold it.
 */
export type NodeVerdict =
  | { readonly node: Origin; readonly verdict: "agrees" | "behind" | "forked"; readonly version: number }
  | { readonly node: Origin; readonly verdict: "lied"; readonly check: string }
  | { readonly node: Origin; readonly verdict: "silent"; readonly code: IdosErrorCode };

/** What the nodes of a session say of one record, compared. */
export interface CrossCheck {
  readonly record: Bytes32;
  /** The newest version that verified at a node; null where none did. */
  readonly newestVersion: number | null;
  readonly nodes: readonly NodeVerdict[];
  /** Whether no node is behind, forked or lied. */
  readonly agreed: boolean;
}

export function compareAnswers(record: Bytes32, answers: readonly NodeAnswer[]): CrossCheck {
  const sound = answers.filter((answer) => "version" in answer);
  const newestVersion = sound.length === 0 ? null : Math.max(...sound.map(({ version }) => version));
  const hashesOf = Map.groupBy(sound, ({ version }) => version);
  const isForked = (version: number): boolean =>
    new Set(hashesOf.get(version)?.map(({ headerHash }) => headerHash)).size > 1;
  const nodes = answers.map((answer): NodeVerdict => {
    const { node } = answer;
    if ("lie" in answer) return { node, verdict: "lied", check: answer.lie };
    if ("silent" in answer) return { node, verdict: "silent", code: answer.silent };
    const { version } = answer;
    if (isForked(version)) return { node, verdict: "forked", version };
    return { node, verdict: version === newestVersion ? "agrees" : "behind", version };
  });
  const agreed = nodes.every(({ verdict }) => verdict === "agrees" || verdict === "silent");
  return { record, newestVersion, nodes, agreed };
}
