import type { Eip1193Provider } from "ethers";
import { z } from "zod";
import type { TestChain } from "../../../test/harness/chain.ts";

const typedDataSchema = z.object({
  domain: z.record(z.string(), z.union([z.string(), z.number()])),
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  message: z.record(z.string(), z.unknown()),
});
const transactionSchema = z.object({ to: z.string(), data: z.string() });

/** What a person does in her wallet while a page waits. */
export interface PageWallet {
  readonly provider: Eip1193Provider;
  /** Every method that the page has called. */
  readonly called: readonly string[];
  /** The next call of a method fails as EIP-1193 says, with this code. */
  failNext(method: string, code: number): void;
  /** Runs before the next call of a method is looked at. */
  beforeNext(method: string, act: () => void): void;
  switchAccount(index: number): void;
  switchChain(chainId: number): void;
  disconnect(): void;
}

/** A wallet as pages know it, by EIP-1193, over a real chain with its accounts. */
export function createPageWallet(chain: TestChain, index: number): PageWallet {
  const called: string[] = [];
  const failures = new Map<string, number>();
  const acts = new Map<string, () => void>();
  const state = { index, chainId: chain.chainId, connected: true };
  const account = () => chain.account(state.index);
  const text = (value: unknown): string => String(value);
  const answer = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    switch (method) {
      case "eth_accounts":
        return state.connected ? [account().address] : [];
      case "eth_requestAccounts":
        return [account().address];
      case "eth_chainId":
        return `0x${state.chainId.toString(16)}`;
      case "personal_sign":
        return account().signMessage(Buffer.from(text(params[0]).slice(2), "hex"));
      case "eth_signTypedData_v4": {
        const { domain, types, message } = typedDataSchema.parse(JSON.parse(text(params[1])));
        const named = Object.entries(types).filter(([name]) => name !== "EIP712Domain");
        return account().signTypedData(domain, Object.fromEntries(named), message);
      }
      case "eth_sendTransaction": {
        const { to, data } = transactionSchema.parse(params[0]);
        return (await account().sendTransaction({ to, data })).hash;
      }
      default:
        return chain.provider.send(method, [...params]);
    }
  };
  return {
    called,
    failNext: (method, code) => void failures.set(method, code),
    beforeNext: (method, act) => void acts.set(method, act),
    switchAccount: (to) => void (state.index = to),
    switchChain: (to) => void (state.chainId = to),
    disconnect: () => void (state.connected = false),
    provider: {
      async request({ method, params = [] }) {
        called.push(method);
        acts.get(method)?.();
        acts.delete(method);
        const code = failures.get(method);
        failures.delete(method);
        if (code !== undefined) throw Object.assign(new Error(`code ${code}`), { code });
        return answer(method, Array.isArray(params) ? params : []);
      },
    },
  };
}
