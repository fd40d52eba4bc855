import type { StatusSource } from "../credentials/status-list/status-source.ts";
import {
  type CredentialRequirements,
  type VerifiedCredential,
  verifyCredential,
} from "../credentials/verify-credential.ts";
import { IdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { SharedData } from "./read-share.ts";

/** A credential that was shared, verified. */
export interface ReadCredential extends VerifiedCredential {
  /** The share that it came from, with its owner and the block that allowed the read. */
  readonly share: SharedData;
}

/**
 * The first credential of an accepted type in a share, or the first of any, verified as presented to the session's
 * account in this very share. Throws RECORD_NOT_HELD, CREDENTIAL_INVALID, STATUS_UNKNOWN.
 */
export async function credentialIn(
  session: IdosSession,
  share: SharedData,
  requirements: CredentialRequirements,
  statuses: StatusSource,
): Promise<ReadCredential> {
  const credentials = share.records.flatMap(({ content }) =>
    content.kind === "credential" ? [content] : [],
  );
  const found = credentials.find(({ type }) => requirements.vcts.includes(type)) ?? credentials[0];
  if (found === undefined) {
    const values = { type: requirements.vcts.join(" ") };
    throw new IdosError("RECORD_NOT_HELD", "The share holds no credential", values);
  }
  const { chainId } = session.deployment;
  const verified = await verifyCredential(found.sdJwt, requirements, {
    holderKey: share.owner.keys?.signingKey,
    presentedIn: { chainId, grantee: session.account, share: share.shareId },
    statuses,
    nowSeconds: session.nowSeconds(),
  });
  return { ...verified, share };
}
