import { type GrantEvent, grantHandle, NEVER_EXPIRES } from "@idos/protocol";
import type { Distribution } from "./distribution.ts";
import { createLedger, type EventWithoutSeq, type Grant, type Ledger } from "./ledger.ts";
import { addressOf, bytes32Of } from "./names.ts";
import { seededRandom } from "./random.ts";

/** How often each kind of event comes; the rest are grants. */
export interface Mix {
  readonly revoked: number;
  readonly renounced: number;
  readonly renewed: number;
  readonly revokedAll: number;
  /** Messages voided, and changes skipped: events that change no grant. */
  readonly idle: number;
  /** Of the new grants. */
  readonly sealed: number;
}

export const REALISTIC_MIX: Mix = {
  ...{ revoked: 0.09, renounced: 0.01, renewed: 0.02, revokedAll: 0.0005, idle: 0.002 },
  sealed: 0.05,
};

export interface History {
  readonly ledger: Ledger;
  /** Only its block and time are given from outside: what happens is the seed's. */
  next(blockNumber: number, time: number): GrantEvent;
  /** The end of this very grant. */
  revoke(grant: Grant): GrantEvent;
}

export interface HistoryOptions {
  readonly seed: number;
  /** Of the whole history, which the numbers of owners and grantees follow. */
  readonly events: number;
  readonly distribution: Distribution;
  readonly mix: Mix;
}

const YEAR_SECONDS = 365 * 86_400;

/** Events as people would cause them, each possible by the contract's rules. */
export function createHistory({ seed, events, distribution, mix }: HistoryOptions): History {
  const random = seededRandom(seed);
  const ledger = createLedger();
  const parties = distribution.parties(random, events);
  let granted = 0;
  let seq = 0n;

  function expiry(time: number): bigint {
    return random.fraction() < 0.5 ? NEVER_EXPIRES : BigInt(time + YEAR_SECONDS + random.below(YEAR_SECONDS));
  }

  function grant(sinceBlock: number, expiresAt: bigint): EventWithoutSeq {
    const at = granted++;
    const drawn = parties(at);
    const owner = addressOf(`owner ${drawn.owner}`);
    if (random.fraction() < mix.sealed) {
      const handle = bytes32Of(`sealed ${seed} ${at}`);
      ledger.add({ owner, handle, expiresAt, sinceBlock });
      return { kind: "granted-sealed", owner, handle, expiresAt };
    }
    const grantee = addressOf(`grantee ${drawn.grantee}`);
    const shareId = bytes32Of(`share ${seed} ${at}`);
    const handle = grantHandle(grantee, shareId);
    ledger.add({ owner, handle, parties: { grantee, shareId }, expiresAt, sinceBlock });
    return { kind: "granted", owner, grantee, shareId, expiresAt };
  }

  function change(
    grant: Grant,
    draw: number,
    blockNumber: number,
    time: number,
  ): EventWithoutSeq | undefined {
    const { owner, handle } = grant;
    const renounced = mix.revoked + mix.renounced;
    const renewed = renounced + mix.renewed;
    const revokedAll = renewed + mix.revokedAll;
    if (draw < mix.revoked) return end(grant, "revoked");
    if (draw < renounced) return end(grant, "renounced");
    if (draw < renewed) {
      grant.expiresAt = expiry(time);
      grant.sinceBlock = blockNumber;
      const { parties, expiresAt } = grant;
      if (parties === undefined) return { kind: "granted-sealed", owner, handle, expiresAt };
      return { kind: "granted", owner, ...parties, expiresAt };
    }
    if (draw < revokedAll) return { kind: "revoked-all", owner, epoch: ledger.endAll(owner) };
    if (draw < revokedAll + mix.idle) return { kind: "change-skipped", owner, handle, nonce: 0n };
    return undefined;
  }

  function end(grant: Grant, kind: "revoked" | "renounced"): EventWithoutSeq {
    ledger.end(grant);
    const { owner, handle, parties } = grant;
    return parties === undefined ? { kind: "revoked-sealed", owner, handle } : { kind, owner, ...parties };
  }

  const numbered = (event: EventWithoutSeq): GrantEvent => ({ ...event, seq: ++seq });

  return {
    ledger,
    next(blockNumber, time) {
      const old = ledger.pick(random);
      const draw = random.fraction();
      const changed = old === undefined ? undefined : change(old, draw, blockNumber, time);
      return numbered(changed ?? grant(blockNumber, expiry(time)));
    },
    revoke: (grant) => numbered(end(grant, "revoked")),
  };
}
