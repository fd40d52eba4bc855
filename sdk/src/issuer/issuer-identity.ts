import type { CredentialKey } from "../credentials/credential-key.ts";
import type { StatusRegistry } from "./status-registry.ts";

/** As whom an issuer signs credentials. */
export interface IssuerIdentity {
  /** The issuer's URL: the `iss` of its credentials, under which verifiers pin its keys. */
  readonly url: string;
  readonly key: CredentialKey;
  /** Where it takes credentials back; without one, they hold until they expire. */
  readonly statuses?: StatusRegistry;
}
