import { AccessManagementProtocol__caller, type Deployment } from "@idos/protocol";
import { type ContractTransactionResponse, isError, type Signer } from "ethers";
import { IdosError } from "../errors/idos-error.ts";
import type { OnProgress } from "../progress.ts";
import { chainError } from "./chain-error.ts";
import { type ChangeOutcome, changeOutcomes, type ExpectedChange } from "./change-outcomes.ts";
import { contractEvents } from "./contract-events.ts";
import { type ChainReceipt, chainReceiptOf, sendAndWait } from "./receipt.ts";

export type TypedContract = ReturnType<typeof AccessManagementProtocol__caller.connect>;

/** A transaction that is in a block and did what was asked. */
export interface Sent {
  readonly receipt: ChainReceipt;
  /** One for each change that was expected of it. */
  readonly outcomes: readonly ChangeOutcome[];
}

/** The contract as one signer reaches it. Before each use its chain is checked: WRONG_CHAIN. */
export interface ContractConnection {
  readonly contract: TypedContract;
  readonly deployment: Deployment;
  readonly signer: Signer;
  /**
   * Resolves once the transaction is in a block and the contract's events tell of the changes. Throws WALLET_REJECTED,
   * a CONTRACT_ code, and TRANSACTION_FAILED, also where the transaction went through without them: that of a bundler or
   * of a wallet that is a contract may, when the call inside it failed.
   */
  readonly send: (
    transact: () => Promise<ContractTransactionResponse>,
    changes: readonly ExpectedChange[],
  ) => Promise<Sent>;
  /** What a call answers, which sends nothing. Throws TRANSACTION_FAILED. */
  readonly view: <Result>(call: () => Promise<Result>) => Promise<Result>;
  /** The latest block's time in Unix seconds: what the contract measures expiry by. */
  readonly blockTime: () => Promise<bigint>;
}

export function connectContract(
  deployment: Deployment,
  signer: Signer,
  onProgress: OnProgress,
): ContractConnection {
  const view = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    await requireChain(deployment, signer);
    return call().catch((cause: unknown) => {
      throw chainError(cause);
    });
  };
  return {
    contract: AccessManagementProtocol__caller.connect(deployment.contract, signer),
    deployment,
    signer,
    view,
    async send(transact, changes) {
      await requireChain(deployment, signer);
      const receipt = await sendAndWait(transact, onProgress);
      const outcomes = changeOutcomes(contractEvents(deployment.contract, receipt.logs), changes);
      if (outcomes === undefined) {
        const values = { transactionHash: receipt.hash, event: changes[0]?.made.name ?? null };
        throw new IdosError("TRANSACTION_FAILED", "The transaction did not do what was asked", values);
      }
      return { receipt: chainReceiptOf(receipt), outcomes };
    },
    async blockTime() {
      const block = await view(() => providerOf(signer).getBlock("latest"));
      if (block === null) throw new IdosError("TRANSACTION_FAILED", "The chain has no latest block");
      return BigInt(block.timestamp);
    },
  };
}

function providerOf({ provider }: Signer): NonNullable<Signer["provider"]> {
  if (provider !== null) return provider;
  throw new IdosError("ARGUMENT_INVALID", "The signer has no provider", { argument: "signer" });
}

async function requireChain({ chainId }: Deployment, signer: Signer): Promise<void> {
  const network = await providerOf(signer)
    .getNetwork()
    .catch((cause: unknown) => {
      // What a provider for one chain says once the wallet has gone over to another.
      if (isError(cause, "NETWORK_ERROR") && cause.event === "changed")
        throw new IdosError("WRONG_CHAIN", "The wallet has changed its chain", { chainId }, { cause });
      throw chainError(cause);
    });
  if (network.chainId === BigInt(chainId)) return;
  const values = { chainId, walletChainId: Number(network.chainId) };
  throw new IdosError("WRONG_CHAIN", "The wallet is on another chain", values);
}
