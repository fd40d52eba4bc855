import { type Bytes32, sha256 } from "@idos/protocol";
import type { PresentedIn } from "../credentials/key-binding.ts";
import { type ClaimChoice, presentCredential } from "../credentials/present-credential.ts";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { writeRecord } from "../records/write-record.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { deleteRecord } from "./delete-record.ts";
import { listOwnRecords } from "./list-own-records.ts";
import { openOwnRecord } from "./own-record.ts";
import { listOwnShares } from "./shares-of-record.ts";

/**
 * The id of the record in which a share holds a credential: who knows both finds it without a key, to destroy it with
 * either of them.
 */
export function presentationId(share: Bytes32, credential: Bytes32): Bytes32 {
  return sha256(`idOS v1 presentation\n${share}\n${credential}`);
}

/**
 * A credential is never shared as it is, or its grantee could show it around as his own: the owner presents it, signed
 * by the key that it was issued to, for one share, and with the claims that she chose. Throws
 * ARGUMENT_INVALID for a claim that is not there.
 */
export async function presentInShare(
  session: IdosSession,
  { record, claims }: { readonly record: Bytes32; readonly claims: readonly ClaimChoice[] | undefined },
  presentedIn: PresentedIn,
): Promise<void> {
  const keys = session.keys.current();
  const { verified, opened } = await openOwnRecord(session, record);
  if (opened.content.kind !== "credential") {
    const values = { argument: "records", record };
    throw new IdosError("ARGUMENT_INVALID", "Only of a credential can claims be chosen", values);
  }
  const terms = { claims, presentedIn, nowSeconds: session.nowSeconds() };
  const sdJwt = await presentCredential(opened.content.sdJwt, terms, keys);
  await writeRecord(session, {
    ...{ owner: verified.header.owner, record: presentationId(presentedIn.share, record), previous: null },
    content: { ...opened.content, sdJwt },
    ownerKey: keys.encryptionKey,
    shares: [],
  });
}

/** Destroys what was presented of a credential, in all shares on the session's chain. */
export async function destroyPresentationsOf(session: IdosSession, credential: Bytes32): Promise<void> {
  for (const { share, records } of await listOwnShares(session)) {
    const presentation = presentationId(share, credential);
    if (records.includes(presentation)) await destroyPresentations(session, [presentation]);
  }
}

/**
 * Destroys what was presented in shares that have ended. A session that may not delete leaves them: they are their
 * owner's alone by now.
 */
export async function destroyPresentationsIn(
  session: IdosSession,
  shares: readonly Bytes32[],
): Promise<void> {
  const records = await listOwnRecords(session);
  const ids = new Set(records.map(({ id }) => id));
  const credentials = records.filter(({ kind }) => kind === "credential");
  const presentations = shares.flatMap((share) => credentials.map(({ id }) => presentationId(share, id)));
  try {
    await destroyPresentations(
      session,
      presentations.filter((id) => ids.has(id)),
    );
  } catch (error) {
    if (!isIdosError(error, "SCOPE_MISSING")) throw error;
  }
}

/** One that is gone already, as after an answer that was lost, is destroyed. */
export async function destroyPresentations(
  session: IdosSession,
  presentations: readonly Bytes32[],
): Promise<void> {
  for (const presentation of presentations)
    await deleteRecord(session, presentation).catch((error: unknown) => {
      if (!isIdosError(error, "RECORD_DELETED", "RECORD_NOT_FOUND")) throw error;
    });
}
