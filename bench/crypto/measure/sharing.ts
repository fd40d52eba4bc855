import { z } from "zod";
import { sealEnvelope } from "../../../sdk/src/crypto/envelope.ts";
import { rewrapKey } from "../../../sdk/src/crypto/envelope-keys.ts";
import { createSeed, keysFromSeed } from "../../../sdk/src/crypto/key-pair.ts";
import { SAMPLE_HEADER, sampleContent } from "./sample.ts";
import { timeCalls } from "./time-calls.ts";

export interface SharingOptions {
  readonly contentsBytes: readonly number[];
  readonly grantees: readonly number[];
  readonly rounds: number;
  /** How long a round shares in each of the two ways, in milliseconds. */
  readonly roundMs: number;
}

const waySchema = z.strictObject({
  /** Of each round, in milliseconds for all grantees. */
  ms: z.array(z.number()),
  /** What is stored for the grantees beyond the owner's own. */
  bytes: z.number(),
});

export const sharingRunSchema = z.strictObject({
  contentBytes: z.number(),
  grantees: z.number(),
  /** One more wrapped key for each grantee. */
  wraps: waySchema,
  /** The content sealed anew for each grantee, by the same code. */
  copies: waySchema,
});
export type SharingRun = z.output<typeof sharingRunSchema>;

/** An owner shares a record that she has: by wraps of its key, and as copies. */
export async function measureSharing(options: SharingOptions): Promise<SharingRun[]> {
  const runs: SharingRun[] = [];
  for (const contentBytes of options.contentsBytes)
    for (const grantees of options.grantees) runs.push(await measureOne(contentBytes, grantees, options));
  return runs;
}

async function measureOne(
  contentBytes: number,
  grantees: number,
  { rounds, roundMs }: SharingOptions,
): Promise<SharingRun> {
  const owner = await keysFromSeed(await createSeed());
  const { encryptionKey: granteeKey } = await keysFromSeed(await createSeed());
  const content = sampleContent(contentBytes);
  const { bytes, wrappedKeys } = await sealEnvelope(SAMPLE_HEADER, content, [owner.encryptionKey]);
  const [ownerWrap = new Uint8Array()] = wrappedKeys;
  const each = (share: () => Promise<unknown>) => async () => {
    for (let grantee = 0; grantee < grantees; grantee += 1) await share();
  };
  const byWraps = each(() => rewrapKey(bytes, ownerWrap, owner, granteeKey));
  const byCopies = each(() => sealEnvelope(SAMPLE_HEADER, content, [granteeKey]));
  const run: SharingRun = {
    ...{ contentBytes, grantees },
    wraps: { ms: [], bytes: grantees * ownerWrap.length },
    copies: { ms: [], bytes: grantees * (bytes.length + ownerWrap.length) },
  };
  await timeCalls(byWraps, roundMs);
  await timeCalls(byCopies, roundMs);
  for (let round = 0; round < rounds; round += 1) {
    run.wraps.ms.push(await timeCalls(byWraps, roundMs));
    run.copies.ms.push(await timeCalls(byCopies, roundMs));
  }
  return run;
}
