import { fromHex } from "@idos/protocol";
import { CHUNK_BYTES } from "../../../sdk/src/crypto/chunk-sealer.ts";
import type { UserKeys } from "../../../sdk/src/crypto/key-pair.ts";
import { releaseStream, type Sodium } from "../../../sdk/src/crypto/sodium.ts";

export interface BareEnvelope {
  readonly header: Uint8Array;
  readonly chunks: readonly Uint8Array[];
  readonly box: Uint8Array;
}

/**
 * libsodium's own calls and nothing else: a secretstream in the same chunks and one sealed box with its key. No
 * padding, no header, no commitment, no binding; nothing is joined or wiped but the stream's state, which would leak.
 */
export function bareSodium(sodium: Sodium, keys: UserKeys) {
  const recipient = fromHex(keys.encryptionKey);
  return {
    seal(content: Uint8Array): BareEnvelope {
      const key = sodium.crypto_secretstream_xchacha20poly1305_keygen();
      const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < content.length; at += CHUNK_BYTES) {
        const chunk = content.subarray(at, at + CHUNK_BYTES);
        chunks.push(sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, null, 0));
      }
      releaseStream(sodium, state);
      return { header, chunks, box: sodium.crypto_box_seal(key, recipient) };
    },
    open({ header, chunks, box }: BareEnvelope): readonly Uint8Array[] {
      const key = sodium.crypto_box_seal_open(box, recipient, keys.encryptionPrivateKey);
      const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
      const opened = chunks.map((chunk) => {
        const pulled = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, null);
        if (pulled === false) throw new Error("a chunk does not open");
        return pulled.message;
      });
      releaseStream(sodium, state);
      return opened;
    },
    rewrap(box: Uint8Array): Uint8Array {
      const key = sodium.crypto_box_seal_open(box, recipient, keys.encryptionPrivateKey);
      return sodium.crypto_box_seal(key, recipient);
    },
  };
}
