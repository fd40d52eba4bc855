import { createSeed, isIdosError } from "@idos/sdk";
import { openEnvelope, sealEnvelope } from "../../../sdk/src/crypto/envelope.ts";
import { keysFromSeed } from "../../../sdk/src/crypto/key-pair.ts";
import { parseBytes32 } from "@idos/protocol";

const word = parseBytes32(`0x${"11".repeat(32)}`);

/** Seals a text for one key and opens it, then with one byte of it changed. */
async function sealAndOpen(): Promise<unknown> {
  const keys = await keysFromSeed(await createSeed());
  const header = { owner: word, record: word, recordVersion: 1, prev: null, contentType: "text/plain" };
  const text = "Only she reads this";
  const sealed = await sealEnvelope(header, new TextEncoder().encode(text), [keys.encryptionKey]);
  const [wrapped] = sealed.wrappedKeys;
  if (wrapped === undefined) throw new TypeError("no wrapped key");
  const { plaintext } = await openEnvelope(sealed.bytes, wrapped, keys);
  const changed = sealed.bytes.with(-1, (sealed.bytes.at(-1) ?? 0) ^ 1);
  const refusal = await openEnvelope(changed, wrapped, keys).catch((error: unknown) => error);
  return {
    opened: new TextDecoder().decode(plaintext),
    refusedWith: isIdosError(refusal) ? refusal.code : String(refusal),
  };
}

Reflect.set(globalThis, "sealAndOpen", sealAndOpen);
