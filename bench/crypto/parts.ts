import { z } from "zod";
import { PLAINTEXT_BYTES_MAX } from "../../sdk/src/crypto/envelope.ts";
import { type EnvelopesOptions, measureEnvelopes, operationRunSchema } from "./measure/envelopes.ts";
import { measureSharing, type SharingOptions, sharingRunSchema } from "./measure/sharing.ts";

export const PART_NAMES = ["envelopes", "sharing"] as const;
export type PartName = (typeof PART_NAMES)[number];

export const partsSchema = z.strictObject({
  envelopes: z.array(operationRunSchema).exactOptional(),
  sharing: z.array(sharingRunSchema).exactOptional(),
});
export type Parts = z.output<typeof partsSchema>;

interface Size {
  readonly envelopes: EnvelopesOptions;
  readonly sharing: SharingOptions;
}

const KIB = 1_024;
const CONTENTS_BYTES = [2 * KIB, 64 * KIB, KIB * KIB, PLAINTEXT_BYTES_MAX];

/** What docs/benchmarks.md shows. */
export const FULL: Size = {
  envelopes: { contentsBytes: CONTENTS_BYTES, rounds: 9, roundMs: 300 },
  sharing: { contentsBytes: [2 * KIB, KIB * KIB], grantees: [1, 10, 100], rounds: 5, roundMs: 100 },
};

/** Shows in seconds that everything works; its figures say little. */
export const QUICK: Size = {
  envelopes: { contentsBytes: CONTENTS_BYTES, rounds: 2, roundMs: 30 },
  sharing: { contentsBytes: [2 * KIB, KIB * KIB], grantees: [1, 10], rounds: 2, roundMs: 10 },
};

export async function measurePart(part: PartName, { envelopes, sharing }: Size): Promise<Parts> {
  switch (part) {
    case "envelopes":
      return { envelopes: await measureEnvelopes(envelopes) };
    case "sharing":
      return { sharing: await measureSharing(sharing) };
  }
}
