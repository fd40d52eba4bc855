import {
  encodeDidKey,
  fromHex,
  KEY_SUCCESSION,
  type KeyBinding,
  keyBindingDigest,
  keyBindingTypedData,
  signStatement,
  toBase64url,
} from "@idos/protocol";
import { importJWK } from "jose";
import type { UserKeys } from "../crypto/key-pair.ts";
import { IdosError } from "../errors/idos-error.ts";
import { signTypedData } from "../session/wallet.ts";
import type { KeyRingParts } from "./key-ring-parts.ts";

const ED25519_SEED_BYTES = 32;

/**
 * Publishes "encrypt to me with this key", signed by the account's wallet, unless it is published already. Where another is
 * published, the keys `before` sign that this one follows theirs. Throws KEYS_EXIST without them, WALLET_REJECTED.
 */
export async function publishKeyBinding(
  parts: KeyRingParts,
  keys: UserKeys,
  before: UserKeys | null,
): Promise<void> {
  const { userId, keys: published, bindings } = await parts.user();
  const { encryptionKey, signingKey } = keys;
  if (published?.encryptionKey === encryptionKey && published.signingKey === signingKey) return;
  if (published !== null && published.signingKey !== before?.signingKey)
    throw new IdosError("KEYS_EXIST", "The user has published another key already", { userId });
  const { account, signer, node, memory } = parts;
  const preceding = bindings.at(-1)?.binding;
  const issuedAt = Math.max(parts.nowSeconds(), (preceding?.issuedAt ?? 0) + 1);
  const binding: KeyBinding = { userId, account, encryptionKey, signingKey, issuedAt };
  const signature = await signTypedData(signer, keyBindingTypedData(binding));
  const signed =
    preceding === undefined || before === null
      ? { binding, signature }
      : { binding, signature, succession: await signSuccession(preceding, binding, before) };
  await node.putKeyBinding(signed);
  memory.sawKeyBindings(userId, [...bindings, signed]);
}

async function signSuccession(previous: KeyBinding, next: KeyBinding, keys: UserKeys): Promise<string> {
  const publicKey = fromHex(keys.signingKey);
  const d = toBase64url(keys.signingPrivateKey.subarray(0, ED25519_SEED_BYTES));
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(publicKey), d };
  const privateKey = await importJWK(jwk, "EdDSA");
  if (privateKey instanceof Uint8Array) throw new TypeError("an Ed25519 key is no secret of bytes");
  const claims = { v: 1, previous: keyBindingDigest(previous), next: keyBindingDigest(next) } as const;
  return signStatement(
    KEY_SUCCESSION,
    claims,
    encodeDidKey({ curve: "Ed25519", bytes: publicKey }),
    privateKey,
  );
}
