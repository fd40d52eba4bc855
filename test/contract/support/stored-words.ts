import type { ContractTransactionResponse } from "ethers";
import { z } from "zod";
import { ethers } from "./world.ts";

const trace = z.object({
  structLogs: z.array(z.object({ op: z.string(), stack: z.array(z.string()).nullish() })),
});

export interface StoredWord {
  readonly slot: bigint;
  readonly value: bigint;
}

const word = (text: string): bigint => BigInt(text.startsWith("0x") ? text : `0x${text}`);

/** What a transaction wrote to the contract's storage, in order, wherever the contract keeps it. */
export async function storedBy(sent: ContractTransactionResponse): Promise<readonly StoredWord[]> {
  await sent.wait();
  const traced: unknown = await ethers.provider.send("debug_traceTransaction", [sent.hash]);
  return trace
    .parse(traced)
    .structLogs.filter(({ op }) => op === "SSTORE")
    .map(({ stack }) => {
      const [value = "0", slot = "0"] = stack?.slice(-2) ?? [];
      return { slot: word(slot), value: word(value) };
    });
}
