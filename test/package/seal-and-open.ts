/**
 * A program of an application, in TypeScript: it seals a text and opens it again. Sealing is no part of the public
 * surface, so that is imported by path, past the package's exports.
 */
export const SEAL_AND_OPEN = `
import { createSeed, IdosError, isIdosError, type Owner, type SignInOptions } from "@idos/sdk";
import { parseBytes32 } from "@idos/protocol";
import { openEnvelope, sealEnvelope } from "./node_modules/@idos/sdk/dist/crypto/envelope.js";
import { keysFromSeed } from "./node_modules/@idos/sdk/dist/crypto/key-pair.js";

export type Typed = [SignInOptions["node"], Parameters<Owner["grant"]>[0]["purpose"]];

export async function sealAndOpen(): Promise<readonly string[]> {
  const keys = await keysFromSeed(await createSeed());
  const word = parseBytes32("0x" + "11".repeat(32));
  const header = { owner: word, record: word, recordVersion: 1, prev: null, contentType: "text/plain" };
  const text = new TextEncoder().encode("Only she reads this");
  const { bytes, wrappedKeys } = await sealEnvelope(header, text, [keys.encryptionKey]);
  const [wrapped] = wrappedKeys;
  if (wrapped === undefined) throw new TypeError("no wrapped key");
  const { plaintext } = await openEnvelope(bytes, wrapped, keys);
  const changed = bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1);
  const refusal: unknown = await openEnvelope(changed, wrapped, keys).catch((error: unknown) => error);
  const code = isIdosError(refusal) && refusal instanceof IdosError ? refusal.code : String(refusal);
  return [new TextDecoder().decode(plaintext), code];
}
`;
