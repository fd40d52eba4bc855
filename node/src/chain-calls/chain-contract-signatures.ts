import { ContradictionError, type ContractCalls, RpcError } from "@idos/indexer";
import { contractSignatureCheck, ProblemError } from "@idos/protocol";
import type { Attempts } from "../access/attempts.ts";
import type { ContractSignature, ContractSignatures } from "../access/contract-signatures.ts";
import { withinTime } from "./within-time.ts";

/** Enough to deploy an account and to verify a P-256 signature in Solidity. */
const GAS_MAX = 5_000_000;
const TIME_MS_MAX = 3_000;
/** Of one account, whatever signatures. */
const ATTEMPTS_MAX = 30;
const ATTEMPTS_WINDOW_SECONDS = 60;
/** In this process, whatever accounts. */
const AT_ONCE_MAX = 16;

const VALID = "0x01";
const INVALID = "0x00";

export interface ChainContractSignaturesParts {
  /** By chain id. */
  readonly chains: ReadonlyMap<number, Pick<ContractCalls, "call">>;
  readonly attempts: Attempts;
}

/** Asks by eth_call at the newest block; the same question, asked again meanwhile, waits for the one answer. */
export function chainContractSignatures(parts: ChainContractSignaturesParts): ContractSignatures {
  const underWay = new Map<string, Promise<boolean>>();
  return {
    isValid(question) {
      const { chainId, account, digest, signature } = question;
      const key = [chainId, account, digest, signature].join();
      const same = underWay.get(key);
      if (same !== undefined) return same;
      if (underWay.size >= AT_ONCE_MAX)
        throw new ProblemError("OVERLOADED", "Send it again shortly.", {
          contractChecksAtOnceMax: AT_ONCE_MAX,
        });
      const asked = ask(parts, question).finally(() => underWay.delete(key));
      underWay.set(key, asked);
      return asked;
    },
  };
}

async function ask(
  { chains, attempts }: ChainContractSignaturesParts,
  { chainId, account, digest, signature, again }: ContractSignature,
): Promise<boolean> {
  const chain = chains.get(chainId);
  const data = contractSignatureCheck(account, digest, signature);
  // Of a chain that the node does not follow it knows nothing, so nobody is believed there.
  if (chain === undefined || data === undefined) return false;
  const name = `contract:${chainId}:${account}`;
  if (!again && !(await attempts.take(name, ATTEMPTS_MAX, ATTEMPTS_WINDOW_SECONDS)))
    throw new ProblemError("LIMIT_REACHED", "Wait a minute before this account signs again.", { account });
  const answer = await withinTime(TIME_MS_MAX, chain.call({ data, gas: GAS_MAX })).catch((error: unknown) => {
    if (!(error instanceof RpcError || error instanceof ContradictionError)) throw error;
    throw undecided(chainId);
  });
  if (answer === VALID) return true;
  if (answer === INVALID) return false;
  throw undecided(chainId);
}

/** What the endpoint says of itself stays here: it may hold a key. */
function undecided(chainId: number): ProblemError {
  return new ProblemError(
    "DEPENDENCY_UNAVAILABLE",
    "The account's chain does not answer; try again shortly.",
    {
      chainId,
    },
  );
}
