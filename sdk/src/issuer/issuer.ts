import type { Bytes32, SignedAccountLink } from "@idos/protocol";
import { IdosError } from "../errors/idos-error.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { isFoundingLink } from "../verify/account-history.ts";
import type { IssuerIdentity } from "./issuer-identity.ts";
import { issueCredential, type IssueRequest } from "./issue-credential.ts";

/** What an issuer does: it makes entries for its users, where it is a provider, and gives them credentials. */
export interface Issuer {
  /** Makes the entry that a person's wallet founded. Throws ARGUMENT_INVALID, PROVIDER_ONLY, ACCOUNT_TAKEN. */
  createUser(founding: SignedAccountLink): Promise<Bytes32>;
  /**
   * Signs a credential for its holder and leaves it in her data, encrypted so that only she can read it;
   * resolves with the record's id, the same one each time for the same write grant. Throws RECIPIENT_HAS_NO_KEY, KEY_BACKUPS_MISSING, WRITE_GRANT_INVALID.
   */
  issueCredential(request: IssueRequest): Promise<Bytes32>;
}

/** The face of a session for whoever makes entries and issues credentials. */
export function createIssuer(session: IdosSession, identity: IssuerIdentity): Issuer {
  return {
    issueCredential: (request) => issueCredential(session, identity, request),
    async createUser(founding: SignedAccountLink) {
      if (!isFoundingLink(founding)) {
        const values = { argument: "founding", account: founding.link.account };
        throw new IdosError("ARGUMENT_INVALID", "The founding link is not signed by its account", values);
      }
      await session.node.createUser(founding);
      return founding.link.userId;
    },
  };
}
