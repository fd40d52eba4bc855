import { NEVER_EXPIRES } from "@idos/protocol";
import type { Call } from "../harness/contract-model.ts";
import { HANDLES, OWNERS, PUBLIC_HANDLES } from "./actors.ts";
import type { Random } from "./random.ts";

type Kind = Call["kind"];

/** What happens to one grant in one block, in order. */
const TURNS: readonly (readonly Kind[])[] = [
  ...([["granted"], ["granted"], ["granted"], ["granted-sealed"], ["granted-sealed"]] as const),
  ...([["revoked"], ["revoked"], ["revoked-sealed"], ["renounced"], ["revoked-all"]] as const),
  ...([["messages-voided"], ["change-skipped"]] as const),
  ["granted", "revoked", "granted"],
  ["granted", "granted-sealed"],
  ["granted-sealed", "granted", "revoked"],
  ["granted", "renounced"],
  ["revoked", "granted", "revoked-sealed"],
  ["granted", "revoked-all", "granted"],
  ["revoked-all", "granted-sealed", "revoked-all"],
  ["change-skipped", "granted", "messages-voided"],
];

/** The calls of one block at `time`. Some of them revert, as on a chain. */
export function randomCalls(random: Random, time: number): readonly Call[] {
  return Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 4]) }, () => {
    const kinds = random.pick(TURNS);
    const owner = random.pick(OWNERS);
    const ofShare = random.pick(PUBLIC_HANDLES);
    // Sealed calls may be about a public grant's handle too.
    const handle = random.chance(50) ? ofShare.handle : random.pick(HANDLES).handle;
    return kinds.map((kind) => {
      const expiresAt = random.pick([
        NEVER_EXPIRES,
        BigInt(time + 20),
        BigInt(time + 400),
        BigInt(time + 9_000),
      ]);
      return { kind, owner, grantee: ofShare.grantee, shareId: ofShare.shareId, handle, expiresAt };
    });
  }).flat();
}
