import { expect } from "chai";
import { classifyRefusal } from "../../src/rpc/classify-refusal.ts";

/** As servers and hosted endpoints say it. */
const OF_LOGS: Record<string, [code: number, message: string][]> = {
  "range-too-large": [
    [-32005, "query returned more than 10000 results. Try with this block range [0x1, 0x2]."],
    [-32005, "limit exceeded"],
    [-32000, "exceed maximum block range: 5000"],
    [-32000, "query timeout exceeded"],
    [-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range"],
    [-32600, "You can make eth_getLogs requests with up to a 10 block range"],
    [-32000, "block range is too wide"],
    [-32614, "eth_getLogs is limited to a 10,000 range"],
    [-32000, "too many blocks, maximum is 1000"],
  ],
  pruned: [
    [4444, "pruned history unavailable"],
    [-32000, "history not available: pruned"],
    [-32701, "History has been pruned for this block"],
  ],
  refused: [
    [-32000, "unknown block"],
    [-32601, "the method eth_getLogs does not exist"],
    [-32603, "internal error"],
  ],
};
const OF_CALLS: Record<string, [code: number, message: string][]> = {
  pruned: [
    [-32000, "missing trie node 0a1b (path ) state 0x0a1b is not available"],
    [-32000, "state is not available"],
    [-32000, "historical state 0a1b is not available"],
    [-32801, "state at block is pruned"],
    [-32000, "distance to target block exceeds maximum proof window"],
    [-32000, "required historical state unavailable (reexec=128)"],
  ],
  refused: [
    [-32005, "daily request count exceeded, request rate limited"],
    [-32000, "header for hash not found"],
    [-32602, "invalid argument 1: hex string expected"],
    [3, "execution reverted"],
  ],
};

describe("a refusal", () => {
  for (const [method, answers] of [
    ["eth_getLogs", OF_LOGS],
    ["eth_call", OF_CALLS],
  ] as const)
    for (const [failure, messages] of Object.entries(answers))
      for (const [code, message] of messages)
        it(`of ${method} with ${code} "${message.slice(0, 40)}" is "${failure}"`, () => {
          expect(classifyRefusal(method, code, message)).to.equal(failure);
        });
});
