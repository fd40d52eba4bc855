import { type Address, type Bytes32, fromHex, parseBytes32, toHex } from "@idos/protocol";
import { keccak256 } from "../keccak.ts";
import { createChainQuestions } from "./chain-questions.ts";
import { observe } from "./observe.ts";
import { openTransport } from "./open-transport.ts";

/** What one endpoint says of itself. */
export interface EndpointLook {
  readonly chainId: number;
  /** keccak256 of the contract's code; undefined where there is none. */
  readonly codeHash: Bytes32 | undefined;
  /** Its newest block; `time` in Unix seconds. Undefined where it has none. */
  readonly head: { readonly number: number; readonly time: number } | undefined;
}

const RESPONSE_BYTES_MAX = 1024 * 1024;

/** Asks an endpoint once, for diagnosis. Rejects with RpcError, whose text holds nothing of the URL that may be a key. */
export async function lookAtEndpoint(
  url: string,
  contract: Address,
  timeoutMs: number,
): Promise<EndpointLook> {
  const closing = new AbortController();
  const { signal } = closing;
  const transport = { url, timeoutMs, responseBytesMax: RESPONSE_BYTES_MAX, signal };
  const call = observe(openTransport({ ...transport, onNews: () => undefined }), url, () => undefined);
  const questions = createChainQuestions(call, contract);
  try {
    // One after the other: some endpoints count what comes at once.
    const chainId = await questions.chainId();
    const code = await questions.code();
    const head = await questions.block("latest");
    return {
      chainId,
      codeHash: code === "0x" ? undefined : parseBytes32(toHex(keccak256(fromHex(code)))),
      head: head && { number: head.number, time: head.time },
    };
  } finally {
    closing.abort();
  }
}
