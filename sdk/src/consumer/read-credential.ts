import { IdosError } from "../errors/idos-error.ts";
import {
  type CredentialRequirements,
  type VerifiedCredential,
  verifyCredential,
} from "../credentials/verify-credential.ts";
import type { SharedData } from "./read-share.ts";

/** A credential that was shared, verified. */
export interface ReadCredential extends VerifiedCredential {
  /** The share that it came from, with its owner and the block that allowed the read. */
  readonly share: SharedData;
}

/** The first credential of an accepted type in a share, verified. Throws RECORD_NOT_HELD, CREDENTIAL_INVALID. */
export async function credentialIn(
  share: SharedData,
  requirements: CredentialRequirements,
  nowSeconds: number,
): Promise<ReadCredential> {
  const contents = share.records.map(({ content }) => content);
  const found = contents.find(({ kind, type }) => kind === "credential" && requirements.vcts.includes(type));
  if (found?.kind !== "credential") {
    const values = { type: requirements.vcts.join(" ") };
    throw new IdosError("RECORD_NOT_HELD", "The share holds no credential of an accepted type", values);
  }
  if (share.owner.keys === null) {
    const values = { account: share.ownerAccount };
    throw new IdosError("RECIPIENT_HAS_NO_KEY", "The owner has published no key to bind it to", values);
  }
  const { signingKey } = share.owner.keys;
  return { ...(await verifyCredential(found.sdJwt, requirements, signingKey, nowSeconds)), share };
}
