import { type Address, deploymentOn } from "@idos/protocol";
import type { Signer } from "ethers";
import { type Consumer, createConsumer } from "./consumer/consumer.ts";
import { IdosError } from "./errors/idos-error.ts";
import { type EventsOptions, followEvents, type IdosEvent } from "./events/follow-events.ts";
import { createIssuer, type Issuer } from "./issuer/issuer.ts";
import type { IssuerIdentity } from "./issuer/issuer-identity.ts";
import type { KeyRing } from "./keys/key-ring.ts";
import type { AccessGranted } from "./owner/grant-access.ts";
import { createOwner, type Owner } from "./owner/owner.ts";
import type { AccessRequest } from "./owner/request-access.ts";
import { createSession } from "./session/create-session.ts";
import type { IdosSession } from "./session/idos-session.ts";
import type { SessionOptions } from "./session/session-options.ts";
import { signerOf, type SignerSource } from "./session/signer-source.ts";
import { walletError } from "./session/wallet.ts";

/** Who connects, to which nodes, for which contract. */
export interface IdosOptions extends Omit<SessionOptions, "deployment"> {
  /** Any ethers v6 signer, or a wallet's EIP-1193 provider; its account is who you are. */
  readonly signer: SignerSource;
  /** The contract this application trusts; the one that this package names for the signer's chain unless said otherwise. */
  readonly deployment?: SessionOptions["deployment"];
}

/** One account at one or more nodes, with a face for each thing that one is here. */
export interface Idos {
  readonly account: Address;
  /** Her idOS keys: made, backed up, unlocked and published here. */
  readonly keys: KeyRing;
  /** What a person does with her own data. */
  readonly owner: Owner;
  /** What a grantee, person or backend, does with what others granted. */
  readonly consumer: Consumer;
  /** What an issuer does, signing as this one. */
  issuer(identity: IssuerIdentity): Issuer;
  /** As `owner.requestAccess`: what a page asks of its visitor. One transaction. */
  requestAccess(request: AccessRequest): Promise<AccessGranted>;
  /** Changes of the account's grants as the nodes see them: see `followEvents`. */
  events(options?: EventsOptions): AsyncGenerator<IdosEvent, void>;
  /** Asks the wallet for its one signature now, and not when something first needs it. */
  signIn(): Promise<void>;
  /** Ends the session at every node and wipes the keys from memory. */
  signOut(): Promise<void>;
  /** What the faces are built on. */
  readonly session: IdosSession;
}

/**
 * Connects an account to the nodes. Her wallet is asked for a signature once, for all nodes, when something first needs
 * a session. Throws ARGUMENT_INVALID, NODE_UNREACHABLE where no node answers, NODE_LIED for one of another origin, chain or
 * contract than named, WALLET_REJECTED, WALLET_DISCONNECTED.
 */
export async function createIdos({ signer: source, deployment, ...options }: IdosOptions): Promise<Idos> {
  const signer = await signerOf(source);
  const trusted = deployment ?? (await packagedDeployment(signer));
  const session = await createSession(signer, { ...options, deployment: trusted });
  const owner = createOwner(session);
  return {
    ...{ account: session.account, keys: session.keys, owner, session },
    consumer: createConsumer(session),
    issuer: (identity) => createIssuer(session, identity),
    requestAccess: (request) => owner.requestAccess(request),
    events: (asked) => followEvents(session, asked),
    signIn: () => session.signIn(),
    signOut: () => session.signOut(),
  };
}

async function packagedDeployment({ provider }: Signer): Promise<SessionOptions["deployment"]> {
  const network = await provider?.getNetwork().catch((cause: unknown) => {
    throw walletError(cause) ?? new IdosError("WALLET_FAILED", "The wallet names no chain", {}, { cause });
  });
  const chainId = network === undefined ? null : Number(network.chainId);
  const known = chainId === null ? undefined : deploymentOn(chainId);
  if (known !== undefined) return known;
  const values = { argument: "deployment", chainId };
  throw new IdosError("ARGUMENT_INVALID", "deployment: this package names none for the chain", values);
}
