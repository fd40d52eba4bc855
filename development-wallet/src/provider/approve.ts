import { TypedDataEncoder } from "ethers";
import type { Account } from "./accounts.ts";
import type { Approvable } from "./parse-request.ts";
import { ProviderError } from "./provider-error.ts";

/** Does what the person approved: a signature, or the hash of the transaction that was sent. */
export async function approve({ wallet }: Account, asked: Approvable): Promise<string> {
  switch (asked.type) {
    case "sign-text":
      return wallet.signMessage(asked.bytes);
    case "sign-typed-data": {
      const { domain, types, primaryType, message } = asked.data;
      const own = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
      if (TypedDataEncoder.getPrimaryType(own) !== primaryType)
        throw new ProviderError("INVALID_PARAMS", `The primary type is not ${primaryType}`);
      return wallet.signTypedData(domain, own, message);
    }
    case "send": {
      const { to, data, value, gas } = asked.transaction;
      const { hash } = await wallet.sendTransaction({ to, data, value, gasLimit: gas ?? null });
      return hash;
    }
  }
}
