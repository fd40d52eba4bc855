import type { AccessGranted, ConfirmRecoveryKit, CredentialRequirements, SignInOptions } from "@idos/sdk";

/** What the quick starts import from "./application.js": what is an application's own. */
export interface ApplicationValues {
  readonly node: string;
  readonly signer: SignInOptions["signer"];
  readonly deployment: SignInOptions["deployment"];
  readonly password: string;
  readonly confirmKit: ConfirmRecoveryKit;
  readonly friend: string;
  readonly dappAccount: string;
  readonly visitor: string;
  readonly granted: AccessGranted;
  readonly seed: Uint8Array;
  readonly issuers: CredentialRequirements["issuers"];
  readonly issuerAccount: string;
  readonly url: string;
  readonly jwk: JsonWebKey;
}
