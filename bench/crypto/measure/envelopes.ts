import { z } from "zod";
import { openEnvelope, sealEnvelope } from "../../../sdk/src/crypto/envelope.ts";
import { rewrapKey } from "../../../sdk/src/crypto/envelope-keys.ts";
import { createSeed, keysFromSeed, type UserKeys } from "../../../sdk/src/crypto/key-pair.ts";
import { loadSodium, type Sodium } from "../../../sdk/src/crypto/sodium.ts";
import { bareSodium } from "./bare.ts";
import { SAMPLE_HEADER, sampleContent } from "./sample.ts";
import { timeCalls } from "./time-calls.ts";

const OPERATIONS = ["seal", "open", "wrap"] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface EnvelopesOptions {
  readonly contentsBytes: readonly number[];
  readonly rounds: number;
  /** How long a round calls each of the two, in milliseconds. */
  readonly roundMs: number;
}

export const operationRunSchema = z.strictObject({
  operation: z.enum(OPERATIONS),
  contentBytes: z.number(),
  /** Of each round, in milliseconds a call; both of one round were measured one after the other. */
  oursMs: z.array(z.number()),
  bareMs: z.array(z.number()),
});
export type OperationRun = z.output<typeof operationRunSchema>;

/** Each operation with each content, beside libsodium's bare calls. */
export async function measureEnvelopes(options: EnvelopesOptions): Promise<OperationRun[]> {
  const sodium = await loadSodium();
  const keys = await keysFromSeed(await createSeed());
  const runs: OperationRun[] = [];
  for (const contentBytes of options.contentsBytes) {
    const calls = await prepareCalls(sodium, keys, contentBytes);
    for (const operation of OPERATIONS) {
      const { ours, bare } = calls[operation];
      const run: OperationRun = { operation, contentBytes, oursMs: [], bareMs: [] };
      await timeCalls(ours, options.roundMs);
      await timeCalls(bare, options.roundMs);
      for (let round = 0; round < options.rounds; round += 1) {
        run.oursMs.push(await timeCalls(ours, options.roundMs));
        run.bareMs.push(await timeCalls(bare, options.roundMs));
      }
      runs.push(run);
    }
  }
  return runs;
}

interface Calls {
  readonly ours: () => unknown;
  readonly bare: () => unknown;
}

async function prepareCalls(
  sodium: Sodium,
  keys: UserKeys,
  contentBytes: number,
): Promise<Readonly<Record<Operation, Calls>>> {
  const content = sampleContent(contentBytes);
  const bare = bareSodium(sodium, keys);
  const seal = () => sealEnvelope(SAMPLE_HEADER, content, [keys.encryptionKey]);
  const { bytes, wrappedKeys } = await seal();
  const [wrappedKey = new Uint8Array()] = wrappedKeys;
  const bareEnvelope = bare.seal(content);
  return {
    seal: { ours: seal, bare: () => bare.seal(content) },
    open: { ours: () => openEnvelope(bytes, wrappedKey, keys), bare: () => bare.open(bareEnvelope) },
    wrap: {
      ours: () => rewrapKey(bytes, wrappedKey, keys, keys.encryptionKey),
      bare: () => bare.rewrap(bareEnvelope.box),
    },
  };
}
