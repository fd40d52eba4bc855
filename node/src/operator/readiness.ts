import type { IndexState } from "@idos/protocol";
import type { ChainIndex, GrantIndexes } from "../access/grant-indexes.ts";
import type { Store } from "../storage/store.ts";

export interface ReadyParts {
  readonly store: Pick<Store, "ping">;
  readonly indexes: GrantIndexes;
  /** Whether the node was told to stop: it still serves, and wants no more. */
  readonly isStopping: () => boolean;
}

/** Whether the node can answer for everything that it stands for, and which part cannot. Holds no secrets. */
export interface Readiness {
  readonly ready: boolean;
  /** Only where the node was told to stop. */
  readonly stopping?: true;
  readonly database: "ready" | "unavailable";
  readonly chains: readonly ChainReadiness[];
}

export interface ChainReadiness {
  readonly chainId: number;
  /** `unavailable`: Redis, which holds the index, does not answer. */
  readonly state: IndexState | "unavailable";
  readonly blockNumber?: number;
  /** Why the index is unhealthy, as the node's status says it to anyone. */
  readonly reason?: string;
}

/** A store that does not answer by then is none to rely on. */
const PATIENCE_MS = 2_000;

export async function readiness({ store, indexes, isStopping }: ReadyParts): Promise<Readiness> {
  const [database, ...chains] = await Promise.all([
    answer(store.ping().then(() => "ready" as const)),
    ...indexes.all.map(chainReadiness),
  ]);
  const stopping = isStopping();
  const ready = !stopping && database === "ready" && chains.every(({ state }) => state === "ready");
  return { ready, ...(stopping && { stopping }), database: database ?? "unavailable", chains };
}

async function chainReadiness({ chainId, reader }: ChainIndex): Promise<ChainReadiness> {
  const status = await answer(reader.status());
  if (status === undefined) return { chainId, state: "unavailable" };
  const { state, reason, decidedAt } = status;
  return { chainId, state, blockNumber: decidedAt.blockNumber, ...(reason === undefined ? {} : { reason }) };
}

/** Undefined when the part failed or did not answer in time. */
async function answer<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([asked.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
