import type { Bytes32 } from "@idos/protocol";
import * as z from "zod";
import { SEED_BYTES } from "../../crypto/key-pair.ts";
import type { SeedStore } from "./seed-store.ts";

export const REMEMBERED_MS_MAX = 8 * 3600 * 1000;
const CIPHER = "AES-GCM";
const NONCE_BYTES = 12;

const rememberedSchema = z.strictObject({
  key: z.instanceof(CryptoKey),
  nonce: z.instanceof(Uint8Array),
  ciphertext: z.instanceof(Uint8Array),
  expiresAtMs: z.number().int(),
});

/** Keeps the seed for eight hours under a key that the browser uses but never hands out. Times are milliseconds. */
export async function rememberSeed(
  store: SeedStore,
  userId: Bytes32,
  seed: Uint8Array,
  nowMs: number,
): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const expiresAtMs = nowMs + REMEMBERED_MS_MAX;
  const parameters = { name: CIPHER, iv, additionalData: additionalData(userId, expiresAtMs) };
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(parameters, key, seed.slice()));
  await store.write(userId, { key, nonce: iv, ciphertext, expiresAtMs });
}

/** The seed; undefined, and forgotten, where it has expired or is not as it was kept. */
export async function recallSeed(
  store: SeedStore,
  userId: Bytes32,
  nowMs: number,
): Promise<Uint8Array | undefined> {
  const kept = rememberedSchema.safeParse(await store.read(userId)).data;
  const seed = kept === undefined ? undefined : await open(kept, userId, nowMs);
  if (seed === undefined) await store.remove(userId);
  return seed;
}

async function open(
  { key, nonce, ciphertext, expiresAtMs }: z.infer<typeof rememberedSchema>,
  userId: Bytes32,
  nowMs: number,
): Promise<Uint8Array | undefined> {
  // Further ahead than it can have been set: the clock was set back.
  if (nowMs >= expiresAtMs || expiresAtMs - nowMs > REMEMBERED_MS_MAX) return undefined;
  const parameters = {
    name: CIPHER,
    iv: nonce.slice(),
    additionalData: additionalData(userId, expiresAtMs),
  };
  const opened = await crypto.subtle.decrypt(parameters, key, ciphertext.slice()).catch(() => undefined);
  return opened?.byteLength === SEED_BYTES ? new Uint8Array(opened) : undefined;
}

function additionalData(userId: Bytes32, expiresAtMs: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(["idOS v1 remembered seed", userId, expiresAtMs]));
}
