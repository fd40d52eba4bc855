import type { CredentialKey } from "../credentials/credential-key.ts";

/** As whom an issuer signs credentials. */
export interface IssuerIdentity {
  /** The issuer's URL: the `iss` of its credentials, under which verifiers pin its keys. */
  readonly url: string;
  readonly key: CredentialKey;
}
