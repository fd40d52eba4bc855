import { type Receipt, RECEIPT, signingInput } from "@idos/protocol";
import type { NodeKey } from "./node-key.ts";

/** The receipt's JWS. In this turn of the event loop, since the next receipt's claims name its hash. */
export function signReceipt(receipt: Receipt, key: NodeKey): string {
  const input = signingInput(RECEIPT, receipt, key.did);
  return `${input}.${Buffer.from(key.sign(Buffer.from(input))).toString("base64url")}`;
}
