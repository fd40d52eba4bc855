/** EIP-1474: a limit was exceeded. Of logs it is that of the range; of other methods it is one of requests. */
const LIMIT_EXCEEDED = -32005;
/** EIP-4444, as go-ethereum says it. */
const HISTORY_PRUNED = 4444;

/** How servers say it that have no code for it: go-ethereum, Erigon, Nethermind, Besu, Reth and hosted ones. */
const PRUNED =
  /missing trie node|prun|(state|history|block|data) [^.]*(not|un)( |)available|archive|historical|distance to target block exceeds/i;
const RANGE_TOO_LARGE =
  /range|too (many|large|wide|big)|limit|exceed|more than|max(imum)? |timeout|timed? out|took too long|response size/i;

/** What an error object says, as far as it decides what to do next. */
export function classifyRefusal(
  method: string,
  code: number,
  message: string,
): "range-too-large" | "pruned" | "refused" {
  if (code === HISTORY_PRUNED || PRUNED.test(message)) return "pruned";
  const isOfRange = code === LIMIT_EXCEEDED || RANGE_TOO_LARGE.test(message);
  return method === "eth_getLogs" && isOfRange ? "range-too-large" : "refused";
}
