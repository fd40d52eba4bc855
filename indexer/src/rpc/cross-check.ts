import type { Endpoint } from "./endpoint.ts";
import type { Endpoints } from "./endpoints.ts";

export interface CrossCheckOptions {
  readonly crossCheckMs: number;
  readonly lagBlocksMax: number;
}

/**
 * Compares the heads of all endpoints, at most once in `crossCheckMs`, and leaves a present one that lags: one that
 * answers without fault with a head that stands still shows in nothing else. Does not reject.
 */
export function createCrossCheck(
  endpoints: Endpoints,
  { crossCheckMs, lagBlocksMax }: CrossCheckOptions,
): () => Promise<void> {
  let dueAtMs = performance.now() + crossCheckMs;
  return async () => {
    const nowMs = performance.now();
    if (nowMs < dueAtMs || endpoints.all.length < 2) return;
    dueAtMs = nowMs + crossCheckMs;
    const present = endpoints.present();
    const [here, ...others] = await Promise.all(
      [present, ...endpoints.all.filter((other) => other !== present)].map(headOf),
    );
    if (here === undefined) return;
    const ahead = others.filter((other) => other !== undefined).sort((a, b) => b.number - a.number)[0];
    const blocks = (ahead?.number ?? 0) - here.number;
    if (ahead === undefined || blocks <= lagBlocksMax) return;
    present.penalty.impose();
    endpoints.leave(present, ahead.endpoint, `${present.host} lags ${blocks} blocks behind`);
  };
}

interface Head {
  readonly endpoint: Endpoint;
  readonly number: number;
}

/** undefined where the endpoint cannot be used now. */
async function headOf(endpoint: Endpoint): Promise<Head | undefined> {
  try {
    await endpoint.verify();
    return { endpoint, number: await endpoint.questions.headNumber() };
  } catch {
    return undefined;
  }
}
