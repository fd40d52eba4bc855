import { type Address, isIdosError, parseAddress } from "@idos/sdk";
import { useQuery } from "@tanstack/react-query";
import type { JsonRpcProvider } from "ethers";
import { useReadProvider } from "../../../chain/read-provider.ts";
import type { OpenSession } from "../../../session/open-session.ts";
import { useSession } from "../../../session/session-context.ts";
import { parseGranteeText } from "./grantee-text.ts";

/** Who is to read, as far as that is known. */
export interface Grantee {
  readonly account?: Address;
  /** What is wrong, for beside the field. */
  readonly fault?: string;
}

const SAME_MS = 30_000;

/** Resolves what was typed: a name by the chain's registry, an account by its published key. */
export function useGrantee(typed: string) {
  const session = useSession();
  const provider = useReadProvider();
  const text = parseGranteeText(typed);
  return useQuery({
    queryKey: ["grantee", typed.trim()],
    enabled: text.kind !== "empty",
    staleTime: SAME_MS,
    queryFn: () => resolveGrantee(typed, session, provider),
  });
}

async function resolveGrantee(
  typed: string,
  session: OpenSession,
  provider: JsonRpcProvider,
): Promise<Grantee> {
  const text = parseGranteeText(typed);
  switch (text.kind) {
    case "empty":
      return { fault: "Say who is to read." };
    case "fault":
      return { fault: text.message };
    case "address":
      return checkGrantee(parseAddress(text.address.toLowerCase()), session);
    case "name": {
      const hasNames = (await provider.getNetwork()).getPlugin("org.ethers.plugins.network.Ens") !== null;
      if (!hasNames) return { fault: "This chain knows no names. Paste the address (0x…)." };
      const address = await provider.resolveName(text.name);
      if (address === null) return { fault: `Nobody is registered as ${text.name}.` };
      return checkGrantee(parseAddress(address.toLowerCase()), session);
    }
  }
}

async function checkGrantee(account: Address, { idos, owner }: OpenSession): Promise<Grantee> {
  if ((await owner.me()).accounts.includes(account))
    return { account, fault: "That is your own account: you can read your data anyway." };
  try {
    const { keys } = await idos.userOf(account);
    return keys === null ? { account, fault: NO_KEY } : { account };
  } catch (error) {
    if (isIdosError(error, "USER_NOT_FOUND")) return { account, fault: NO_KEY };
    throw error;
  }
}

export const NO_KEY =
  "This account has not joined idOS yet, so there is no key to encrypt for. Send its owner the invitation below; once the keys are made, give access here.";
