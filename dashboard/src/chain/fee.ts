import { type AccessContract, connectAccessContract } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import { formatEther, VoidSigner } from "ethers";
import { useSession } from "../session/session-context.ts";
import { useReadProvider } from "./read-provider.ts";

/** What a transaction would take now. */
export interface Fee {
  readonly gas: bigint;
  readonly wei: bigint;
  /** Of the account that is to pay. */
  readonly balanceWei: bigint;
}

/** `key` names what is estimated; undefined where there is nothing to estimate yet. */
export function useFee(
  key: readonly unknown[] | undefined,
  estimate: (contract: AccessContract) => Promise<bigint>,
) {
  const { idos, account } = useSession();
  const provider = useReadProvider();
  return useQuery({
    queryKey: ["fee", account, key],
    enabled: key !== undefined,
    queryFn: async (): Promise<Fee> => {
      const contract = connectAccessContract(idos.deployment, new VoidSigner(account, provider));
      const [gas, { gasPrice }, balanceWei] = await Promise.all([
        estimate(contract),
        provider.getFeeData(),
        provider.getBalance(account),
      ]);
      return { gas, wei: gas * (gasPrice ?? 0n), balanceWei };
    },
  });
}

const SIGNIFICANT_DIGITS = 2;

/** "0.00012 ETH". */
export function formatFee(wei: bigint): string {
  const text = Number(formatEther(wei)).toLocaleString("en", {
    maximumSignificantDigits: SIGNIFICANT_DIGITS,
    maximumFractionDigits: 18,
  });
  return `${text} ETH`;
}
