import type { CredentialRequirements } from "../credentials/verify-credential.ts";
import { bytes32Argument } from "../errors/argument.ts";
import { collectPages } from "../http/collect-pages.ts";
import { whileCatchingUp } from "../http/while-catching-up.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { credentialIn, type ReadCredential } from "./read-credential.ts";
import type { ShareTerms } from "../verify/share-terms.ts";
import { readShare, type ReadShareOptions, type SharedData } from "./read-share.ts";
import { verifySharedTerms } from "./verify-shared-terms.ts";

/** What a grantee, person or backend, does with data that others granted to it. Needs unlocked keys to read. */
export interface Consumer {
  /** The shares that the node says are granted to the signed-in account now, each as its owner signed it. */
  listSharedWithMe(options?: Pick<ReadShareOptions, "atLeast">): Promise<ShareTerms[]>;
  /** A share's records, verified and decrypted. */
  readShare(shareId: string, options?: ReadShareOptions): Promise<SharedData>;
  /** A share's credential with every check a verifier owes: grant, header, issuer, type, times, holder. */
  readCredential(
    shareId: string,
    requirements: CredentialRequirements & ReadShareOptions,
  ): Promise<ReadCredential>;
}

export function createConsumer(session: IdosSession): Consumer {
  const read = (shareId: string, options: ReadShareOptions = {}): Promise<SharedData> =>
    readShare(session, bytes32Argument("shareId", shareId), options);
  return {
    readShare: read,
    readCredential: async (shareId, requirements) =>
      credentialIn(await read(shareId, requirements), requirements, session.nowSeconds()),
    listSharedWithMe: ({ atLeast } = {}) =>
      collectPages(async (cursor) => {
        const query = { as: "grantee", cursor, atLeast } as const;
        const { shares, next } = await whileCatchingUp(() => session.node.shares(query));
        const items = [];
        for (const share of shares) items.push((await verifySharedTerms(session, share)).terms);
        return { items, next };
      }),
  };
}
