import {
  formatEther,
  type JsonRpcProvider,
  keccak256,
  parseEther,
  type Signer,
  type TransactionRequest,
} from "ethers";
import { confirm, settle } from "./await-transactions.ts";
import { describeError } from "./describe-error.ts";

/** The deterministic deployment proxy (github.com/Arachnid/deterministic-deployment-proxy): on most chains already. */
export const CREATE2_PROXY = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

const PROXY_CODE =
  "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";

/**
 * The transaction that makes the proxy, the same on every chain: it names no chain (before EIP-155), and nobody has
 * the key of the account whose first transaction it is, because its signature was chosen and the account follows.
 */
export const PROXY_TRANSACTION =
  "0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222";
export const PROXY_SIGNER = "0x3fAB184622Dc19b6109349B94811493BF2a45362";
/** 100,000 gas at 100 gwei, both fixed by the signature. */
const PROXY_COST_WEI = parseEther("0.01");
const PROXY_GAS_PRICE_WEI = 100_000_000_000n;

/** What the proxy's signer still lacks to make it, in wei; undefined where the proxy is there. Throws where it cannot be. */
export async function missingForProxy(provider: JsonRpcProvider): Promise<bigint | undefined> {
  if (await hasProxy(provider)) return undefined;
  const [nonce, balance, block] = await Promise.all([
    provider.getTransactionCount(PROXY_SIGNER),
    provider.getBalance(PROXY_SIGNER),
    provider.getBlock("latest"),
  ]);
  if (nonce > 0) {
    // Unless it was made since the look.
    if (await hasProxy(provider)) return undefined;
    throw new Error(
      "the deployment proxy's only transaction failed on this chain: it can never be made here",
    );
  }
  if ((block?.baseFeePerGas ?? 0n) > PROXY_GAS_PRICE_WEI)
    throw new Error(
      "the deployment proxy is not on this chain, and gas is too dear now to make it (100 gwei)",
    );
  return balance >= PROXY_COST_WEI ? 0n : PROXY_COST_WEI - balance;
}

async function hasProxy(provider: JsonRpcProvider): Promise<boolean> {
  const code = await provider.getCode(CREATE2_PROXY);
  if (code !== "0x" && code !== PROXY_CODE)
    throw new Error(`${CREATE2_PROXY} holds other code than the deployment proxy's on this chain`);
  return code === PROXY_CODE;
}

/** What the payment to the proxy's signer was planned to take. */
export interface PlannedPayment {
  readonly valueMaxWei: bigint;
  /** Limit and price of its gas; without them, the endpoint is asked when it is sent. */
  readonly gas: Pick<TransactionRequest, "gasLimit" | "gasPrice" | "maxFeePerGas" | "maxPriorityFeePerGas">;
}

const UNPLANNED: PlannedPayment = { valueMaxWei: PROXY_COST_WEI, gas: {} };

/** Makes the proxy where it is not there. What another run has begun is gone on with. */
export async function installProxy(
  provider: JsonRpcProvider,
  signer: Signer,
  report: (line: string) => void,
  planned = UNPLANNED,
): Promise<void> {
  const account = await signer.getAddress();
  // Read before the look: if another run of this account pays in between, this payment has a nonce that is gone.
  const nonce = await provider.getTransactionCount(account, "latest");
  const missing = await missingForProxy(provider);
  if (missing === undefined) return;
  if (missing > 0n) {
    // Whether the chain takes such a transaction at all shows before any money moves.
    const refusal = await broadcast(provider);
    if (refusal !== undefined && /replay.?protected|eip-?155|unprotected/i.test(refusal))
      throw new Error(
        `the deployment proxy is not on this chain, which refuses its transaction for naming no chain: ${refusal}`,
      );
    if (missing > planned.valueMaxWei)
      throw new Error(`${PROXY_SIGNER} has less than a moment ago, as the endpoint tells it: run this again`);
    report(`paying ${formatEther(missing)} to ${PROXY_SIGNER}, which makes the deployment proxy`);
    try {
      const payment = { to: PROXY_SIGNER, value: missing, nonce, ...planned.gas };
      await confirm(provider, (await signer.sendTransaction(payment)).hash, 1);
    } catch (error) {
      await settle(provider, account, report);
      if (((await missingForProxy(provider)) ?? 0n) > 0n) throw error;
    }
  }
  const refusal = await broadcast(provider);
  if (refusal === undefined) await confirm(provider, keccak256(PROXY_TRANSACTION), 1);
  else await settle(provider, PROXY_SIGNER, report);
  if (!(await hasProxy(provider)))
    throw new Error(
      `the deployment proxy could not be made on this chain: ${refusal ?? "its transaction left nothing behind"}`,
    );
}

/** Sends the proxy's transaction; resolves to the chain's objection, if it has one. */
async function broadcast(provider: JsonRpcProvider): Promise<string | undefined> {
  try {
    await provider.broadcastTransaction(PROXY_TRANSACTION);
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}
