import type sodiumModule from "libsodium-wrappers-sumo";

export type Sodium = typeof sodiumModule;

let loading: Promise<Sodium> | undefined;

/** The one door to libsodium: 400 KiB of WebAssembly, so it is fetched when first needed. */
export function loadSodium(): Promise<Sodium> {
  loading ??= fetchSodium().catch((error: unknown) => {
    // A page whose connection broke off tries again.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchSodium(): Promise<Sodium> {
  const { default: sodium } = await import("libsodium-wrappers-sumo");
  await sodium.ready;
  return sodium;
}

interface Heap {
  readonly HEAPU8: Uint8Array;
  _free(address: number): void;
}

function isHeap(value: unknown): value is Heap {
  return typeof value === "object" && value !== null && "_free" in value && "HEAPU8" in value;
}

/** sizeof(crypto_secretstream_xchacha20poly1305_state). */
const STREAM_STATE_BYTES = 52;

/**
 * Wipes and frees a secretstream's state. The wrappers allocate one per stream and never release it, which
 * would leave a key in memory for each envelope that a backend has ever opened.
 */
export function releaseStream(sodium: Sodium, state: unknown): void {
  const heap: unknown = Reflect.get(sodium, "libsodium");
  if (!isHeap(heap) || typeof state !== "number") return;
  heap.HEAPU8.fill(0, state, state + STREAM_STATE_BYTES);
  heap._free(state);
}
