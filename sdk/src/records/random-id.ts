import { type Bytes32, parseBytes32, toHex } from "@idos/protocol";

/** 32 random bytes: ids say nothing about what they name. */
export function randomId(): Bytes32 {
  return parseBytes32(toHex(crypto.getRandomValues(new Uint8Array(32))));
}
