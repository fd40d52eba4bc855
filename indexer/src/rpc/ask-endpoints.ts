import type { BlockHeader, ChainSource, FinalityTag } from "../chain-source.ts";
import { RpcError, type RpcFailure } from "../errors.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Endpoints } from "./endpoints.ts";

/** Failures that a smaller range may avoid: another endpoint would be asked for the same in vain. */
const OF_THE_RANGE: ReadonlySet<RpcFailure> = new Set(["range-too-large", "too-large", "refused", "timeout"]);

/** The chain as the present endpoint, or where it fails another one, tells it. */
export function askEndpoints(endpoints: Endpoints): Omit<ChainSource, "nextHead" | "distrust" | "close"> {
  /** The highest head that each endpoint has told. */
  const heads = new WeakMap<Endpoint, number>();

  const named = (which: "latest" | FinalityTag): Promise<BlockHeader> =>
    endpoints.ask(async (questions, endpoint) => {
      const block = await questions.block(which);
      if (block === undefined) throw new RpcError("absent", `the ${which} block`);
      heads.set(endpoint, Math.max(block.number, heads.get(endpoint) ?? 0));
      return block;
    });

  return {
    async confirmIdentity() {
      endpoints.present().forgetIdentity();
      await endpoints.ask(() => Promise.resolve());
    },

    latestBlock: () => named("latest"),

    taggedBlock: (tag) => named(tag),

    blockAt: (number) =>
      undefinedIf("absent", () =>
        endpoints.ask(async (questions, endpoint) => {
          const block = await questions.block(number);
          // Behind one address there may be servers that lag: another endpoint may have what this one has shown.
          if (block === undefined && number <= (heads.get(endpoint) ?? 0))
            throw new RpcError("absent", `block ${number}, below its own head`);
          return block;
        }),
      ),

    logsOf: (block) => endpoints.ask((questions) => questions.logsOf(block)),

    logsBetween: (first, last) =>
      endpoints.ask(
        (questions) => questions.logsBetween(first, last),
        ({ failure }) => first < last.number && OF_THE_RANGE.has(failure),
      ),

    journalAt: (block) =>
      undefinedIf("pruned", () => endpoints.ask((questions) => questions.journalAt(block))),
  };
}

async function undefinedIf<T>(failure: RpcFailure, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RpcError && error.failure === failure) return undefined;
    throw error;
  }
}
