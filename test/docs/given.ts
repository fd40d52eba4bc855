import { readFileSync } from "node:fs";

/** What the quick starts import from "./application.js", as declarations: the members of `ApplicationValues`. */
export function applicationTypes(): string {
  return readFileSync(new URL("application.ts", import.meta.url), "utf8")
    .replace(/^\/\*\*.*\nexport interface .*\n/m, "")
    .replace(/^}$/m, "")
    .replace(/^ {2}readonly /gm, "export declare const ");
}

/** What the fragments of docs/sdk.md and sdk/README.md take for given. */
export const FRAGMENTS_GIVEN = `
import type {
  AccessGranted, Consumer, GrantRequest, IdosSession, Issuer, Owner, SignedWriteGrant,
} from "@idos/sdk";
import { confirmKit as confirm, password, signer, seed, deployment, node, issuers } from "./application.js";
declare const session: IdosSession;
declare const owner: Owner;
declare const consumer: Consumer;
declare const issuer: Issuer;
declare const request: GrantRequest;
declare const [one, another]: [GrantRequest, GrantRequest];
declare const relayerSigner: typeof signer;
declare const sealed: NonNullable<AccessGranted["sealed"]>;
declare const { shareId, readableFromBlock }: AccessGranted;
declare const [atLeast, vcts]: [number | undefined, readonly string[]];
declare const [anotherId, ownerAccount, dappAccount, visitorAccount, holderAccount, issuerAccount]: [
  typeof shareId, string, string, string, string, string,
];
declare const publishedKeys: (typeof issuers)[string];
declare const jwk: JsonWebKey;
declare const writeGrant: SignedWriteGrant;
declare const showThatAccessHasEnded: () => void;
`;
