import { ProblemError } from "@idos/protocol";
import { RATE_WINDOW_SECONDS, type RateClass, type RateLimits, type Turn } from "./rate-limits.ts";

/** The limits as one request meets them. */
export interface CallerLimits {
  /** Counts the request for an account, or else for the client's address. Throws RATE_LIMITED. */
  take(rateClass: RateClass, account?: string): Promise<void>;
  /** Throws RATE_LIMITED for an address whose proofs did not hold too often; asks no store. */
  refuseBlocked(): void;
  /** Counts a proof that did not hold. */
  countRefusedProof(): Promise<void>;
}

/** The addresses that this process takes no proof from, each until a time in milliseconds. */
export type BlockedAddresses = Map<string, number>;

interface LimitedCaller {
  readonly limits: RateLimits;
  readonly blocked: BlockedAddresses;
  readonly address: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Puts headers on the answer, whatever it will be. */
  readonly tell: (headers: Record<string, string>) => void;
}

export function callerLimits({ limits, blocked, address, clock, tell }: LimitedCaller): CallerLimits {
  return {
    async take(rateClass, account = address) {
      const turn = await limits.take(rateClass, account);
      tell(rateHeaders(rateClass, turn));
      if (!turn.allowed) throw refuse(rateClass, turn.resetSeconds, tell);
    },
    refuseBlocked() {
      const until = blocked.get(address);
      if (until === undefined) return;
      const seconds = Math.ceil((until - clock()) / 1000);
      if (seconds > 0) throw refuse("refused-proof", seconds, tell);
      blocked.delete(address);
    },
    async countRefusedProof() {
      const { allowed, resetSeconds } = await limits.take("refused-proof", address);
      if (allowed) return;
      // Those whose time is over go whenever one comes, so that the map stays as small as the attack.
      for (const [other, until] of blocked) if (until <= clock()) blocked.delete(other);
      blocked.set(address, clock() + resetSeconds * 1000);
    },
  };
}

/** As draft-ietf-httpapi-ratelimit-headers-10 spells them. */
function rateHeaders(rateClass: RateClass, { limit, remaining, resetSeconds }: Turn): Record<string, string> {
  return {
    "ratelimit-policy": `"${rateClass}";q=${limit};w=${RATE_WINDOW_SECONDS}`,
    ratelimit: `"${rateClass}";r=${remaining};t=${resetSeconds}`,
  };
}

function refuse(rateClass: RateClass, retryAfterSeconds: number, tell: LimitedCaller["tell"]): ProblemError {
  tell({ "retry-after": String(retryAfterSeconds) });
  return new ProblemError("RATE_LIMITED", "Wait as long as the answer says.", {
    class: rateClass,
    retryAfterSeconds,
  });
}
