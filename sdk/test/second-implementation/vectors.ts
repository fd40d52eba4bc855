import { bytesToHex } from "@noble/ciphers/utils.js";
import { readerOf } from "./envelope.ts";
import { refusals } from "./refusals.ts";
import { base64url, SEEDS, validEnvelopes } from "./valid-envelopes.ts";

/** What sdk/test/vectors/envelope-v1.json holds, made by the second implementation. */
export function envelopeVectors() {
  const valid = validEnvelopes();
  const readers = Object.entries(SEEDS).map(([name, seed]): readonly [string, object] => {
    const [encryptionKey, signingKey] = [readerOf(seed).publicKey, readerOf(seed).signingKey].map(
      (key) => `0x${bytesToHex(key)}`,
    );
    return [name, { seed: base64url(seed), encryptionKey, signingKey }];
  });
  const note =
    "docs/protocol.md, 4.1 and 4.2. Binary values are base64url. `parts` are ranges of bytes, from and to, of " +
    "the envelopes above by name, one after the other; what is refused is always the same refusal.";
  return {
    note,
    readers: Object.fromEntries(readers),
    opens: Object.values(valid).map(({ vector }) => vector),
    refused: refusals(valid),
  };
}
