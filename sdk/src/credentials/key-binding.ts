import {
  type Address,
  type Bytes32,
  fromBase64url,
  fromHex,
  sha256,
  TIMES,
  toBase64url,
} from "@idos/protocol";
import * as z from "zod";
import type { UserKeys } from "../crypto/key-pair.ts";
import { loadSodium } from "../crypto/sodium.ts";
import { jsonFromBase64url } from "./bounded-json.ts";
import { credentialInvalid, orInvalid } from "./credential-checks.ts";

/** To whom a credential is presented, and in which share: a key binding made for one is of no use in another. */
export interface PresentedIn {
  /** Of the contract by which the share is granted. */
  readonly chainId: number;
  /** The account that is to read. */
  readonly grantee: Address;
  readonly share: Bytes32;
}

const headerSchema = z.strictObject({ alg: z.literal("EdDSA"), typ: z.literal("kb+jwt") });
const claimsSchema = z.strictObject({
  aud: z.string(),
  nonce: z.string(),
  iat: z.int(),
  sd_hash: z.string(),
});

/** A reader's account as an audience (CAIP-10). */
function audienceOf({ chainId, grantee }: PresentedIn): string {
  return `eip155:${chainId}:${grantee}`;
}

function hashOf(presented: string): string {
  return toBase64url(fromHex(sha256(presented)));
}

function encode(json: object): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify(json)));
}

/** The holder's signature over what she presents (RFC 9901, section 4.3), as a compact JWS. */
export async function signKeyBinding(
  presented: string,
  presentedIn: PresentedIn,
  { signingPrivateKey }: Pick<UserKeys, "signingPrivateKey">,
  nowSeconds: number,
): Promise<string> {
  const claims = { aud: audienceOf(presentedIn), nonce: presentedIn.share, iat: nowSeconds };
  const header = encode({ alg: "EdDSA", typ: "kb+jwt" });
  const signed = `${header}.${encode({ ...claims, sd_hash: hashOf(presented) })}`;
  const sodium = await loadSodium();
  return `${signed}.${toBase64url(sodium.crypto_sign_detached(signed, signingPrivateKey))}`;
}

export interface KeyBindingTerms {
  readonly presentedIn: PresentedIn;
  /** The Ed25519 key in the credential's `cnf`. */
  readonly holderKey: Bytes32;
  /** The credential's; nobody presented it before. */
  readonly issuedAt: number;
  readonly nowSeconds: number;
  /** How long ago the holder may have signed; as long as the share is granted, if it is undefined. */
  readonly ageSecondsMax: number | undefined;
}

/**
 * Verifies that the holder herself presented exactly this, to this reader, in this share. Throws CREDENTIAL_INVALID with
 * `values.fault`.
 */
export async function verifyKeyBinding(
  keyBinding: string | undefined,
  presented: string,
  terms: KeyBindingTerms,
): Promise<void> {
  if (keyBinding === undefined) throw failed("missing");
  const [header = "", body = "", signature = ""] = keyBinding.split(".");
  const { aud, nonce, iat, sd_hash } = await orInvalid("key-binding", () => {
    headerSchema.parse(jsonFromBase64url(header));
    return claimsSchema.parse(jsonFromBase64url(body));
  });
  if (!(await isSigned(`${header}.${body}`, signature, terms.holderKey))) throw failed("signature");
  if (sd_hash !== hashOf(presented)) throw failed("sd_hash");
  if (aud !== audienceOf(terms.presentedIn)) throw failed("aud");
  if (nonce !== terms.presentedIn.share) throw failed("nonce");
  const { nowSeconds, issuedAt, ageSecondsMax = Infinity } = terms;
  const isTimely =
    iat >= issuedAt && iat <= nowSeconds + TIMES.clockSkewSeconds && iat >= nowSeconds - ageSecondsMax;
  if (!isTimely) throw failed("iat");
}

async function isSigned(signed: string, signature: string, holderKey: Bytes32): Promise<boolean> {
  const sodium = await loadSodium();
  const bytes = await orInvalid("key-binding", () => fromBase64url(signature));
  if (bytes.length !== sodium.crypto_sign_BYTES) return false;
  return sodium.crypto_sign_verify_detached(bytes, signed, fromHex(holderKey));
}

function failed(fault: "missing" | "signature" | "sd_hash" | "aud" | "nonce" | "iat") {
  return credentialInvalid("key-binding", { fault });
}
