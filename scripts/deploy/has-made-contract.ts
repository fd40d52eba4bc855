import type { JsonRpcProvider } from "ethers";
import { z } from "zod";
import { CONTRACT_ADDRESS, CREATION_CALL } from "./creation.ts";
import { describeError } from "./describe-error.ts";

/** What an endpoint says of a transaction, as far as it matters here. */
export const sentTransaction = z.object({ hash: z.string(), to: z.string().nullish(), input: z.string() });
export type SentTransaction = Readonly<z.infer<typeof sentTransaction>>;

/** A call within a transaction, as geth's callTracer tells it. */
const frame = z.object({
  type: z.string(),
  to: z.string().nullish(),
  error: z.string().nullish(),
  get calls() {
    return z.array(frame).nullish();
  },
});

/** Whether it is nothing but the call that makes the contract. Such a one fails where the contract is there already. */
export const isCreationCall = ({ to, input }: SentTransaction): boolean =>
  to?.toLowerCase() === CREATION_CALL.to.toLowerCase() && input.toLowerCase() === CREATION_CALL.data;

/**
 * Whether this transaction made the contract: by its receipt, or for one that does other things too by its trace. To
 * stand in the block that made it proves nothing. Throws where the endpoint can say neither.
 */
export async function hasMadeContract(provider: JsonRpcProvider, sent: SentTransaction): Promise<boolean> {
  if (!isCreationCall(sent)) return isMadeWithin(await trace(provider, sent.hash));
  const receipt = await provider.getTransactionReceipt(sent.hash);
  if (receipt === null) throw new Error(`the endpoint has no receipt of ${sent.hash}: use another one`);
  return receipt.status === 1;
}

async function trace(provider: JsonRpcProvider, hash: string): Promise<z.infer<typeof frame>> {
  try {
    return frame.parse(await provider.send("debug_traceTransaction", [hash, { tracer: "callTracer" }]));
  } catch (error) {
    throw new Error(
      `${hash} is no plain creation of the contract, and the endpoint cannot tell whether it made it ` +
        `(${describeError(error)}): use one that has debug_traceTransaction`,
      { cause: error },
    );
  }
}

function isMadeWithin({ type, to, error, calls }: z.infer<typeof frame>): boolean {
  // A failed call takes back what the calls within it did.
  if (typeof error === "string") return false;
  const isIt = type === "CREATE2" && to?.toLowerCase() === CONTRACT_ADDRESS.toLowerCase();
  return isIt || (calls ?? []).some(isMadeWithin);
}
