import { toBase64url } from "@idos/protocol";
import { PRF_BYTES } from "../crypto/key-backup/passkey-slot.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { Passkeys } from "./passkey.ts";

/** COSE: EdDSA, ES256, RS256. Nobody checks the signature; an authenticator needs one that it knows. */
const ALGORITHMS = [-8, -7, -257];

/** The passkeys of this page's origin, by the browser. `name` is what the person sees of the site. */
export function browserPasskeys(name: string, credentials = navigator.credentials): Passkeys {
  const get = async (allowed: readonly Uint8Array[], prf: AuthenticationExtensionsPRFInputs) => {
    const publicKey: PublicKeyCredentialRequestOptions = {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: allowed.map((id) => ({ type: "public-key", id: id.slice() })),
      userVerification: "required",
      extensions: { prf },
    };
    const answer = requirePublicKey(await asked(() => credentials.get({ publicKey })));
    const secret = prfOf(answer);
    if (secret === undefined) throw unsuitable("prf-missing");
    return { credentialId: new Uint8Array(answer.rawId), secret };
  };
  return {
    ask: (prompts) => {
      const byCredential: Record<string, AuthenticationExtensionsPRFValues> = {};
      for (const { credentialId, salt } of prompts)
        byCredential[toBase64url(credentialId)] = { first: salt.slice() };
      const allowed = prompts.map(({ credentialId }) => credentialId);
      return get(allowed, { evalByCredential: byCredential });
    },
    async create({ userHandle, name: userName, salt, existing }) {
      const prf = { eval: { first: salt.slice() } };
      const publicKey: PublicKeyCredentialCreationOptions = {
        rp: { name },
        user: { id: userHandle.slice(), name: userName, displayName: userName },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: existing.map((id) => ({ type: "public-key", id: id.slice() })),
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: { prf },
      };
      const made = requirePublicKey(await asked(() => credentials.create({ publicKey })));
      const credentialId = new Uint8Array(made.rawId);
      if (made.getClientExtensionResults().prf?.enabled !== true) throw unsuitable("prf-not-enabled");
      const secret = prfOf(made);
      // Many authenticators answer the PRF only when they sign in.
      return secret === undefined ? get([credentialId], prf) : { credentialId, secret };
    },
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch (cause) {
    const isRejection =
      cause instanceof DOMException && ["NotAllowedError", "AbortError"].includes(cause.name);
    if (!isRejection) throw unsuitable("not-available", cause);
    throw new IdosError("PASSKEY_REJECTED", "The person did not use a passkey", {}, { cause });
  }
}

function requirePublicKey(credential: Credential | null): PublicKeyCredential {
  if (credential instanceof PublicKeyCredential) return credential;
  throw unsuitable("not-a-passkey");
}

function prfOf(credential: PublicKeyCredential): Uint8Array | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return undefined;
  const secret = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return secret.length === PRF_BYTES ? secret : undefined;
}

function unsuitable(reason: string, cause?: unknown): IdosError {
  return new IdosError("PASSKEY_UNSUITABLE", "The passkey cannot derive keys", { reason }, { cause });
}
