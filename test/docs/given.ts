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
  AccessGranted, Consumer, createIdos as makes, createStatusRegistry as registers, GrantRequest, IdosSession, Issuer, Owner, SignedWriteGrant,
} from "@idos/sdk";
import type { Provider, Signer } from "ethers";
import { confirmKit as confirm, password, seed, deployment, node, issuers } from "./application.js";
declare const idos: Awaited<ReturnType<typeof makes>>;
declare const nodes: readonly string[];
declare const [signer, otherSigner]: [Signer, Signer];
declare const show: (...shown: unknown[]) => void;
declare const remember: (id: string) => void;
declare const listAnew: () => Promise<void>;
declare const signal: AbortSignal;
declare const provider: Provider;
declare const account: string;
declare const lastSeenId: string;
declare const previouslySeen: Parameters<Owner["accessLog"]>[0];
declare const { entries, save }: Parameters<typeof registers>[0];
declare const session: IdosSession;
declare const owner: Owner;
declare const consumer: Consumer;
declare const issuer: Issuer;
declare const request: GrantRequest;
declare const [one, another]: [GrantRequest, GrantRequest];
declare const relayerSigner: Signer;
declare const sealed: NonNullable<AccessGranted["sealed"]>;
declare const { shareId, readableFromBlock }: AccessGranted;
declare const [atLeast, vcts]: [number | undefined, readonly string[]];
declare const [anotherId, otherId, city]: [typeof shareId, string, string];
declare const [ownerAccount, otherAccount, dappAccount, visitorAccount, holderAccount, issuerAccount]: [
  string, string, string, string, string, string,
];
declare const publishedKeys: (typeof issuers)[string];
declare const jwk: JsonWebKey;
declare const writeGrant: SignedWriteGrant;
declare const showThatAccessHasEnded: () => void;
`;
