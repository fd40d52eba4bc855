import type { Address } from "@idos/protocol";

/** Raised when the layout changes: another version's keys are never read. */
const SCHEMA_VERSION = 2;

export interface IndexPlace {
  readonly chainId: number;
  readonly contract: Address;
  /** Put before every key; for servers that are shared. */
  readonly redisPrefix?: string;
}

/**
 * meta        hash: generation, writer, checkpoint, freshness and the server it is of, fault
 * undo        hash: block number -> undo record
 * owner:A     hash: "epoch" -> number; handle -> packed entry
 * grantee:A   sorted set, all scores 0: "owner:shareId", so that pages come in a stable order; without what is sealed
 *
 * All but meta live under the generation: a rebuild starts in empty space, and meta switches over in one step.
 */
export interface IndexKeys {
  readonly meta: string;
  undo(generation: string): string;
  owner(generation: string, owner: Address): string;
  grantee(generation: string, grantee: Address): string;
  /** A SCAN pattern for everything of one generation. */
  everything(generation: string): string;
}

export const EPOCH_FIELD = "epoch";

export function indexKeys({ chainId, contract, redisPrefix = "" }: IndexPlace): IndexKeys {
  const base = `${redisPrefix}idos:index:v${SCHEMA_VERSION}:${chainId}:${contract}:`;
  return {
    meta: `${base}meta`,
    undo: (generation) => `${base}${generation}:undo`,
    owner: (generation, owner) => `${base}${generation}:owner:${owner}`,
    grantee: (generation, grantee) => `${base}${generation}:grantee:${grantee}`,
    everything: (generation) => `${escapeGlob(base)}${generation}:*`,
  };
}

function escapeGlob(text: string): string {
  return text.replaceAll(/[*?[\]\\]/g, "\\$&");
}
