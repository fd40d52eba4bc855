import {
  AccessManagementProtocol__factory,
  type Address,
  type Bytes32,
  type Deployment,
  grantHandle,
  type GrantMessage,
  grantTypedData,
} from "@idos/protocol";
import type { Signer } from "ethers";
import { IdosError, isIdosError } from "../errors/idos-error.ts";
import { accountOf, signTypedData } from "../session/wallet.ts";
import { chainError } from "./chain-error.ts";
import { type ChainReceipt, sendAndWait } from "./receipt.ts";

export interface GrantTerms {
  readonly grantee: Address;
  readonly shareId: Bytes32;
  /** Unix seconds; NEVER_EXPIRES for no expiry. */
  readonly expiresAt: bigint;
}

/** A grant that its owner signed for a relayer to send. */
export interface SignedGrant {
  readonly message: GrantMessage;
  readonly signature: string;
}

/** The Access Management Protocol contract as an owner, or a relayer, uses it. */
export interface AccessContract {
  grant(terms: GrantTerms): Promise<ChainReceipt>;
  /** Throws GRANT_NOT_FOUND where there is nothing to revoke. */
  revoke(grantee: Address, shareId: Bytes32): Promise<ChainReceipt>;
  /** Ends every grant of the signer's account at once. */
  revokeAll(): Promise<ChainReceipt>;
  /** Asks the wallet to sign a grant (EIP-712), valid until `deadline` in Unix seconds; sends nothing. */
  signGrant(terms: GrantTerms, deadline: bigint): Promise<SignedGrant>;
  /**
   * Sends another's signed grant; null where somebody sent it before and it stands, which is a success too. Throws
   * GRANT_SIGNATURE_REFUSED.
   */
  relayGrant(signed: SignedGrant): Promise<ChainReceipt | null>;
  isGranted(owner: Address, grantee: Address, shareId: Bytes32): Promise<boolean>;
}

/** `signer` needs a provider. Its chain is checked before each use: WRONG_CHAIN. */
export function connectAccessContract(deployment: Deployment, signer: Signer): AccessContract {
  const contract = AccessManagementProtocol__factory.connect(deployment.contract, signer);
  const send = async (transact: Parameters<typeof sendAndWait>[0]): Promise<ChainReceipt> => {
    await requireChain(deployment, signer);
    return sendAndWait(transact);
  };
  const view = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    await requireChain(deployment, signer);
    return call().catch((cause: unknown) => {
      throw chainError(cause);
    });
  };
  const isGranted = (owner: Address, grantee: Address, shareId: Bytes32): Promise<boolean> =>
    view(() => contract.isGranted(owner, grantee, shareId));
  /** Whether the very grant of this message is in force: an older one of the same share may have other terms. */
  const stands = async ({ owner, grantee, shareId, expiresAt, epoch, nonce }: GrantMessage) => {
    const stored = await view(() => contract.grantOf(owner, grantHandle(grantee, shareId)));
    const isIt = stored.expiresAt === expiresAt && stored.epoch === epoch && stored.nonce > nonce;
    return isIt && isGranted(owner, grantee, shareId);
  };
  return {
    grant: ({ grantee, shareId, expiresAt }) => send(() => contract.grant(grantee, shareId, expiresAt)),
    revoke: (grantee, shareId) => send(() => contract.revoke(grantee, shareId)),
    revokeAll: () => send(() => contract.revokeAll()),
    isGranted,
    async signGrant(terms, deadline) {
      const owner = await accountOf(signer);
      const handle = grantHandle(terms.grantee, terms.shareId);
      const epoch = await view(() => contract.epochOf(owner));
      const nonce = await view(() => contract.nonceOf(owner, handle));
      const message: GrantMessage = { owner, ...terms, epoch, nonce, deadline };
      return { message, signature: await signTypedData(signer, grantTypedData(deployment, message)) };
    },
    async relayGrant({ message, signature }) {
      const { owner, grantee, shareId, expiresAt, deadline } = message;
      try {
        return await send(() => contract.grantBySig(owner, grantee, shareId, expiresAt, deadline, signature));
      } catch (error) {
        // A relayer that lost the race finds the signature used up and the grant in place.
        if (isIdosError(error, "GRANT_SIGNATURE_REFUSED") && (await stands(message))) return null;
        throw error;
      }
    },
  };
}

async function requireChain({ chainId }: Deployment, signer: Signer): Promise<void> {
  if (signer.provider === null)
    throw new IdosError("ARGUMENT_INVALID", "The signer has no provider", { argument: "signer" });
  const network = await signer.provider.getNetwork().catch((cause: unknown) => {
    throw chainError(cause);
  });
  if (network.chainId === BigInt(chainId)) return;
  const values = { chainId, walletChainId: Number(network.chainId) };
  throw new IdosError("WRONG_CHAIN", "The wallet is on another chain", values);
}
