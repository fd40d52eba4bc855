import { connectAccessContract } from "../chain/access-contract.ts";
import type { CredentialRequirements } from "../credentials/verify-credential.ts";
import { createStatusSource } from "../credentials/status-list/status-source.ts";
import type { CrossCheck } from "../cross-check/compare-answers.ts";
import { crossCheckShared } from "../cross-check/cross-check.ts";
import { addressArgument, atLeastArgument, bytes32Argument } from "../errors/argument.ts";
import { collectPages } from "../http/collect-pages.ts";
import { whileCatchingUp } from "../http/while-catching-up.ts";
import { type SentRequests, sentRequests } from "../requests/sent-requests.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { type CredentialReport, reportOn } from "./credential-report.ts";
import { credentialIn, type ReadCredential } from "./read-credential.ts";
import { type AccessRenounced, renounceAccess } from "./renounce-access.ts";
import { readQuery, readShare, type ReadShareOptions, type SharedData } from "./read-share.ts";
import type { PublicShareTerms } from "../verify/share-terms.ts";
import { publicTermsForCaller } from "./verify-shared-terms.ts";

/** What a grantee, person or backend, does with data that others granted to it. Needs unlocked keys to read. */
export interface Consumer {
  /** What it asks of owners. */
  readonly requests: SentRequests;
  /**
   * The public shares that the node says are granted to the signed-in account now, each as its owner signed it. Of
   * sealed ones the node does not know for whom they are: their owners tell.
   */
  listSharedWithMe(options?: Pick<ReadShareOptions, "atLeast">): Promise<PublicShareTerms[]>;
  /** A share's records, verified and decrypted. */
  readShare(shareId: string, options?: ReadShareOptions): Promise<SharedData>;
  /** What every node of the session says of a share's records, compared. Each node logs it as a read. */
  crossCheck(shareId: string, options?: Pick<ReadShareOptions, "atLeast" | "sealed">): Promise<CrossCheck[]>;
  /**
   * A share's credential with every check that a verifier owes: `READ_CHECKS`, in their order. Throws as `readShare`,
   * RECORD_NOT_HELD, CREDENTIAL_INVALID or STATUS_UNKNOWN with `values.check`.
   */
  readCredential(
    shareId: string,
    requirements: CredentialRequirements & ReadShareOptions,
  ): Promise<ReadCredential>;
  /** The same, told check by check and not thrown: for whoever shows a person why. */
  checkCredential(
    shareId: string,
    requirements: CredentialRequirements & ReadShareOptions,
  ): Promise<CredentialReport>;
  /**
   * Gives up, by a transaction, what an account of its owner's granted; `nodeHasSeen` says whether the node knows. A
   * sealed grant cannot be given up on chain, since that would show whom its owner chose not to name: ask her to end it,
   * or forget the salt. Throws CONTRACT_NOT_GRANTED, also for a sealed one, WALLET_REJECTED, WRONG_CHAIN.
   */
  renounce(shareId: string, ownerAccount: string): Promise<AccessRenounced>;
}

/** What a consumer reaches the world with. */
export interface ConsumerOptions {
  /** For issuers' status lists; the platform's own unless said. */
  readonly fetch?: typeof fetch;
}

/** The face of a session for whoever reads what others have granted to its account. */
export function createConsumer(session: IdosSession, options: ConsumerOptions = {}): Consumer {
  const statuses = createStatusSource(options.fetch);
  const readCredential: Consumer["readCredential"] = async (shareId, requirements) =>
    credentialIn(session, await read(shareId, requirements), requirements, statuses);
  const read = (shareId: string, options: ReadShareOptions = {}): Promise<SharedData> =>
    readShare(session, bytes32Argument("shareId", shareId), options);
  const contract = connectAccessContract(session.deployment, session.signer, session.onProgress);
  return {
    readShare: read,
    crossCheck: async (shareId, options = {}) =>
      crossCheckShared(session, bytes32Argument("shareId", shareId), readQuery(session, options)),
    requests: sentRequests(session),
    renounce: async (shareId, ownerAccount) =>
      renounceAccess(session, contract, {
        shareId: bytes32Argument("shareId", shareId),
        owner: addressArgument("ownerAccount", ownerAccount),
      }),
    readCredential,
    checkCredential: (shareId, requirements) => reportOn(readCredential(shareId, requirements)),
    listSharedWithMe: ({ atLeast } = {}) => {
      const { chainId } = session.deployment;
      const asked = atLeastArgument(atLeast);
      return collectPages(async (cursor) => {
        const query = { as: "grantee", chainId, cursor, atLeast: asked } as const;
        const { shares, next } = await whileCatchingUp(() => session.node.shares(query));
        const items = [];
        for (const share of shares) items.push(await publicTermsForCaller(session, share));
        return { items, next };
      });
    },
  };
}
