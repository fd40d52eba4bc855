import { type Bytes32, ProblemError, type SignIn, TIMES } from "@idos/protocol";
import type { FoundSession, StoredSession } from "../storage/sessions.ts";
import type { Parts } from "./parts.ts";

/** Who signs for a contract can change at any time, so its sessions are short. Throws SIGN_IN_EXPIRED. */
export function requireShort({ issuedAt, expirationTime }: SignIn): void {
  const seconds = (expirationTime.getTime() - issuedAt.getTime()) / 1000;
  if (seconds > TIMES.contractSessionTtlSecondsMax)
    throw new ProblemError("SIGN_IN_EXPIRED", "Expiration Time is too far away for a contract account.", {
      seconds,
      secondsMax: TIMES.contractSessionTtlSecondsMax,
    });
}

/** Asks the contract again when it is time. A session that it no longer calls its own ends. Throws SESSION_UNKNOWN. */
export async function requireStillSigned(
  { store, signatures, nowSeconds }: Parts,
  { signIn, delegation, contract }: StoredSession,
  useProof: () => Promise<void>,
): Promise<void> {
  if (contract === null || nowSeconds() < contract.checkedAtSeconds + TIMES.contractRecheckSeconds) return;
  // First, so that nobody makes the node ask by sending a request again.
  await useProof();
  if (await signatures.stillSignedText(signIn, delegation.message, delegation.signature)) {
    await store.sessions.markChecked(signIn, nowSeconds());
    return;
  }
  await store.sessions.deleteSession(signIn);
  throw new ProblemError("SESSION_UNKNOWN", "The account's contract no longer calls the session its own.");
}

/** The chain on which the account's contract speaks for it in this session. */
export function contractChainOf({
  signIn,
  contract,
}: Pick<StoredSession, "signIn" | "contract">): number | null {
  return contract === null ? null : signIn.chainId;
}

/**
 * The user for whom a session of her account speaks. A contract on another chain than the linked one may be anybody's
 * at the same address.
 */
export function userIdOfSession(
  session: Omit<FoundSession, "delegation" | "expiresAtSeconds">,
): Bytes32 | null {
  const { userId, linkedChainId } = session;
  const chainId = contractChainOf(session);
  return chainId !== null && linkedChainId !== null && linkedChainId !== chainId ? null : userId;
}
