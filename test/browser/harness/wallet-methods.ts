import {
  getBytes,
  isHexString,
  JsonRpcApiProvider,
  toUtf8String,
  TypedDataEncoder,
  type Wallet,
} from "ethers";
import { z } from "zod";

const typedDataSchema = z.object({
  domain: z.record(z.string(), z.unknown()),
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
});
const transactionSchema = z.object({
  to: z.string(),
  data: z.string().default("0x"),
  value: z.string().default("0x0"),
  gas: z.string().nullable().default(null),
});
const switchSchema = z.object({ chainId: z.string() });

export interface WalletState {
  account: Wallet;
  chainId: number;
  connected: boolean;
}

export type WalletAnswer =
  { readonly result: unknown } | { readonly error: { readonly code: number; readonly message: string } };

/** Answers as a wallet whose owner approves of everything. What it does not sign or send, it asks its chain. */
export async function answerWallet(
  state: WalletState,
  method: string,
  params: readonly unknown[],
): Promise<WalletAnswer> {
  try {
    return { result: await resultOf(state, method, params) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: { code: -32603, message } };
  }
}

async function resultOf(state: WalletState, method: string, params: readonly unknown[]): Promise<unknown> {
  const { account } = state;
  switch (method) {
    case "eth_requestAccounts":
    case "eth_accounts":
      return [account.address];
    case "eth_chainId":
      return `0x${state.chainId.toString(16)}`;
    case "wallet_switchEthereumChain":
      state.chainId = Number(switchSchema.parse(params[0]).chainId);
      return null;
    case "personal_sign":
      return account.signMessage(signedBytes(z.string().parse(params[0])));
    case "eth_signTypedData_v4":
      return signTypedData(state, z.string().parse(params[1]));
    case "eth_sendTransaction": {
      const { gas, ...transaction } = transactionSchema.parse(params[0]);
      const sent = await account.sendTransaction({ ...transaction, gasLimit: gas });
      return sent.hash;
    }
    default:
      return askChain(state, method, params);
  }
}

function signedBytes(message: string): string | Uint8Array {
  return isHexString(message) ? getBytes(message) : toUtf8String(new TextEncoder().encode(message));
}

function signTypedData({ account }: WalletState, json: string): Promise<string> {
  const { domain, types, primaryType, message } = typedDataSchema.parse(JSON.parse(json));
  const own = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  if (TypedDataEncoder.getPrimaryType(own) !== primaryType)
    throw new Error(`the primary type is not ${primaryType}`);
  return account.signTypedData(domain, own, message);
}

async function askChain(
  { account }: WalletState,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const { provider } = account;
  if (!(provider instanceof JsonRpcApiProvider))
    throw new Error(`the wallet has no chain to ask for ${method}`);
  const answer: unknown = await provider.send(method, [...params]);
  return answer;
}
