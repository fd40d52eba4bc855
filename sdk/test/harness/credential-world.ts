import { parseAddress } from "@idos/protocol";
import {
  createCredentialJwk,
  type CredentialKey,
  importCredentialKey,
} from "../../src/credentials/credential-key.ts";
import type { PresentedIn } from "../../src/credentials/key-binding.ts";
import { type ClaimChoice, presentCredential } from "../../src/credentials/present-credential.ts";
import { type CredentialTerms, signCredential } from "../../src/credentials/sign-credential.ts";
import { createStatusSource } from "../../src/credentials/status-list/status-source.ts";
import {
  type CredentialContext,
  type CredentialRequirements,
  type VerifiedCredential,
  verifyCredential,
} from "../../src/credentials/verify-credential.ts";
import { createSeed, keysFromSeed, type UserKeys } from "../../src/crypto/key-pair.ts";
import { createStatusRegistry, type StatusRegistry } from "../../src/issuer/status-registry.ts";
import { idOf, NOW_SECONDS } from "./actor.ts";
import { type IssuerSite, startIssuerSite } from "../../../test/harness/issuer-site.ts";

export const VCT = "https://issuer.example/kyc/basic";
export const CLAIMS = {
  name: "Alice",
  birthDate: "1992-05-04",
  age_over_18: true,
  address: { street: "Rua Augusta", city: "Lisbon" },
  nationalities: ["PT", "FR"],
};
/** The share in which the credential of these tests is presented, and to whom. */
export const PRESENTED_IN: PresentedIn = {
  chainId: 31337,
  grantee: parseAddress(`0x${"ab".repeat(20)}`),
  share: idOf(7),
};

/** An issuer with its web site, a holder, and a verifier who trusts the one and looks at the other's credential. */
export interface CredentialWorld {
  readonly site: IssuerSite;
  readonly key: CredentialKey;
  readonly holder: UserKeys;
  readonly statuses: StatusRegistry;
  readonly terms: CredentialTerms;
  readonly requirements: CredentialRequirements;
  readonly context: CredentialContext;
  sign(changes?: Partial<CredentialTerms>, key?: CredentialKey): Promise<string>;
  /** As its holder presents it, with these claims or all. */
  present(sdJwt: string, claims?: readonly ClaimChoice[], changes?: Partial<PresentedIn>): Promise<string>;
  verify(
    sdJwt: string,
    requirements?: Partial<CredentialRequirements>,
    context?: Partial<CredentialContext>,
  ): Promise<VerifiedCredential>;
  /** Puts the status list, as it is now, where verifiers look. */
  publish(): Promise<void>;
  stop(): Promise<void>;
}

export async function newCredentialKey(): Promise<CredentialKey> {
  return importCredentialKey(await createCredentialJwk());
}

export async function startCredentialWorld(): Promise<CredentialWorld> {
  const site = await startIssuerSite();
  const key = await newCredentialKey();
  const holder = await keysFromSeed(await createSeed());
  const statuses = createStatusRegistry({ uri: `${site.url}/statuses/1`, save: () => undefined, size: 1024 });
  const terms: CredentialTerms = {
    ...{ issuer: site.url, vct: VCT, claims: CLAIMS, holderKey: holder.signingKey },
    ...{ validForDays: 30, nowSeconds: NOW_SECONDS + 1234 },
  };
  const requirements = { issuers: { [site.url]: { keys: [key.publicJwk] } }, vcts: [VCT] };
  const context = {
    ...{ holderKey: holder.signingKey, presentedIn: PRESENTED_IN, nowSeconds: terms.nowSeconds },
    statuses: createStatusSource(),
  };
  return {
    ...{ site, key, holder, statuses, terms, requirements, context },
    sign: (changes = {}, by = key) => signCredential({ ...terms, ...changes }, by),
    present: (sdJwt, claims, changes = {}) => {
      const presentedIn = { ...PRESENTED_IN, ...changes };
      return presentCredential(sdJwt, { claims, presentedIn, nowSeconds: terms.nowSeconds }, holder);
    },
    verify: (sdJwt, required = {}, given = {}) =>
      verifyCredential(sdJwt, { ...requirements, ...required }, { ...context, ...given }),
    async publish() {
      site.serve("/statuses/1", await statuses.publish(key, new Date(terms.nowSeconds * 1000)));
    },
    stop: () => site.stop(),
  };
}
