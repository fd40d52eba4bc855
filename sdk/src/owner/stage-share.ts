import {
  type Address,
  type Bytes32,
  grantHandle,
  type SealOpening,
  sealedGrantHandle,
  type ShareDocument,
  toBase64url,
} from "@idos/protocol";
import { type ExpiresIn, expiresAtFrom } from "../chain/expiry.ts";
import type { ClaimChoice } from "../credentials/present-credential.ts";
import { sealedShareSalt, sealGrantee } from "../crypto/sealed-grantee.ts";
import { addressArgument, bytes32Argument } from "../errors/argument.ts";
import { randomId } from "../records/random-id.ts";
import type { IdosSession } from "../session/idos-session.ts";
import type { VerifiedUser } from "../verify/public-user.ts";
import { granteeKeyOf } from "./grantee-key.ts";
import { destroyPresentations, presentationId, presentInShare } from "./presentation.ts";
import { type WrappedRecord, wrapRecord } from "./wrap-record.ts";

/** A credential with the claims to show of it; all that it holds where none are named. */
export interface CredentialChoice {
  readonly record: string;
  readonly claims?: readonly ClaimChoice[];
}

/** What an owner shares, with whom, why and how long. */
export interface GrantRequest {
  /**
   * Ids of the records; 1 to 100. Of a credential the grantee gets a presentation, signed for him and this share, with
   * all its claims or those that are chosen.
   */
  readonly records: readonly (string | CredentialChoice)[];
  /** The account that is to read. */
  readonly grantee: string;
  /**
   * The grantee's X25519 public key, where it was exchanged in person; else his published one is verified and used. A
   * sealed share keeps it for later versions of its records; for a public one his published key is looked up anew.
   */
  readonly granteeKey?: string;
  /** What for, in words that owner and grantee see; at most 280 characters. */
  readonly purpose: string;
  readonly expiresIn: ExpiresIn;
  /**
   * Whether chain and nodes are not to know for whom the share is. The grantee then reads with what the owner hands
   * over: `AccessGranted.sealed`. The node that is asked for the grantee's key, or read from, sees it in passing.
   */
  readonly sealed?: boolean;
}

/** A share that is at the node and gives no access yet. */
export interface StagedShare {
  readonly shareId: Bytes32;
  readonly grantee: Address;
  /** What the contract is to know the grant by. */
  readonly handle: Bytes32;
  /** Unix seconds. */
  readonly expiresAt: bigint;
  /** What a sealed share's grantee needs; null for a public one. */
  readonly opening: SealOpening | null;
  /** Records that were made for this share alone. */
  readonly presentations: readonly Bytes32[];
}

/** Wraps each record's content key for the grantee and leaves the share at the node. */
export async function stageShare(session: IdosSession, request: GrantRequest): Promise<StagedShare> {
  const grantee = addressArgument("grantee", request.grantee);
  const expiresAt = expiresAtFrom(request.expiresIn, session.nowSeconds());
  const choices = request.records.map(choiceArgument);
  const owner = await session.user();
  const granteeKey =
    request.granteeKey === undefined
      ? await granteeKeyOf(session, grantee)
      : bytes32Argument("granteeKey", request.granteeKey);
  const shareId = randomId();
  const presentedIn = { chainId: session.deployment.chainId, grantee, share: shareId };
  const records: WrappedRecord[] = [];
  const presentations: Bytes32[] = [];
  try {
    for (const choice of choices) {
      const wrapped = await wrapRecord(session, owner, choice.record, granteeKey);
      if (wrapped.kind === "attribute" && choice.claims === undefined) records.push(wrapped);
      else {
        // Before it is there, so that it is destroyed should its answer be lost.
        const presentation = presentationId(shareId, choice.record);
        presentations.push(presentation);
        await presentInShare(session, choice, presentedIn);
        records.push(await wrapRecord(session, owner, presentation, granteeKey));
      }
      session.onProgress({ step: "records-wrapped", done: records.length, total: choices.length });
    }
    const put = { grantee, granteeKey, shareId, records };
    return { shareId, grantee, expiresAt, presentations, ...(await putShare(session, request, owner, put)) };
  } catch (error) {
    await destroyPresentations(session, presentations).catch(() => undefined);
    throw error;
  }
}

function choiceArgument(choice: string | CredentialChoice) {
  const { record, claims }: CredentialChoice = typeof choice === "string" ? { record: choice } : choice;
  return { record: bytes32Argument("records", record), claims };
}

interface ShareToPut {
  readonly grantee: Address;
  readonly granteeKey: Bytes32;
  readonly shareId: Bytes32;
  readonly records: readonly WrappedRecord[];
}

async function putShare(
  session: IdosSession,
  { sealed, purpose }: GrantRequest,
  owner: VerifiedUser,
  { grantee, granteeKey, shareId, records }: ShareToPut,
): Promise<Pick<StagedShare, "handle" | "opening">> {
  const { handle, opening, named } =
    sealed === true
      ? await sealedFor(session, { grantee, granteeKey }, shareId)
      : { handle: grantHandle(grantee, shareId), opening: null, named: { grantee } };
  const document: ShareDocument = {
    ...{ v: 1, share: shareId, owner: owner.userId, chainId: session.deployment.chainId },
    ...{ ownerAccount: session.account, ...named, purpose, records: records.map(({ record }) => record) },
    ...{ author: session.account, iat: session.nowSeconds() },
  };
  await session.node.putShare(shareId, {
    document: await session.signShare(document),
    records: records.map(({ record, version, wrappedKey }) => ({ record, version, wrappedKey })),
  });
  session.onProgress({ step: "share-staged", shareId });
  return { handle, opening };
}

async function sealedFor(
  session: IdosSession,
  { grantee, granteeKey }: { readonly grantee: Address; readonly granteeKey: Bytes32 },
  shareId: Bytes32,
) {
  const sealed = { grantee, granteeKey, seed: randomId() };
  const salt = await sealedShareSalt(sealed);
  const handle = sealedGrantHandle(grantee, shareId, salt);
  const box = await sealGrantee(sealed, session.keys.current().encryptionKey);
  const opening: SealOpening = { owner: session.account, salt };
  return { handle, opening, named: { sealed: { handle, forOwner: toBase64url(box) } } };
}
