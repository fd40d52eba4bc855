import {
  type Address,
  type Delegation,
  keyBindingTypedData,
  parseAddress,
  parseBytes32,
  type PublicUser,
  SCOPES,
  signHeader,
  type RecordHeader,
  toHex,
  originSchema,
} from "@idos/protocol";
import { type HDNodeWallet, Wallet } from "ethers";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { signFoundingLink } from "../../src/owner/founding-link.ts";
import { delegate } from "../../src/session/delegate.ts";
import { createSessionKey, type SessionKey } from "../../src/session/session-key.ts";

export const NODE = originSchema.parse("http://node.example");
/** 2026-01-01T00:00:00Z. */
export const NOW_SECONDS = 1_767_225_600;

/** Someone with a wallet, an entry, idOS keys and a session, all of them real. */
export interface Actor {
  readonly wallet: HDNodeWallet;
  readonly account: Address;
  readonly user: PublicUser;
  readonly keys: UserKeys;
  readonly sessionKey: SessionKey;
  readonly delegation: Delegation;
  sign(header: RecordHeader): Promise<string>;
}

export async function createActor(): Promise<Actor> {
  const wallet = Wallet.createRandom();
  const account = parseAddress(wallet.address);
  const founding = await signFoundingLink(wallet, NOW_SECONDS);
  const keys = await keysFromSeed(await createSeed());
  const { encryptionKey, signingKey } = keys;
  const { userId } = founding.link;
  const binding = { userId, account, encryptionKey, signingKey, issuedAt: NOW_SECONDS };
  const { domain, types, message } = keyBindingTypedData(binding);
  const keyBinding = { binding, signature: await wallet.signTypedData(domain, types, message) };
  const sessionKey = await createSessionKey();
  const delegation = await delegate({
    ...{ signer: wallet, account, key: sessionKey, pageOrigin: undefined },
    ...{ chainId: 31337, drawn: [{ node: NODE, nonce: "n".repeat(22) }], scopes: SCOPES, ttlSeconds: 3600 },
    nowMs: NOW_SECONDS * 1000,
  });
  return {
    ...{ wallet, account, keys, sessionKey, delegation },
    user: { userId, accounts: [founding], keyBinding, earlierKeyBindings: [] },
    sign: (header) => signHeader(header, sessionKey.did, sessionKey.privateKey),
  };
}

/** 32 bytes of one value: an id that a reader recognises. */
export function idOf(byte: number) {
  return parseBytes32(toHex(new Uint8Array(32).fill(byte)));
}
