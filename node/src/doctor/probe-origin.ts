import { nodeInfoSchema, PATHS } from "@idos/protocol";
import { isOfThisMachine, type OriginFacts } from "./judge-origin.ts";
import type { OperatorPortFacts } from "./judge-operator-port.ts";
import { reasonOf } from "./reason-of.ts";

const TIMEOUT_MS = 5_000;
const INFO_BYTES_MAX = 64 * 1024;

/** Asks whoever answers at the origin who it is. */
export async function probeOrigin(origin: string | undefined): Promise<OriginFacts> {
  if (origin === undefined) return { origin, answer: { failed: "not asked" } };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(origin + PATHS.info, { redirect: "manual", signal });
    const info = nodeInfoSchema.safeParse(await jsonOf(response));
    return { origin, answer: { status: response.status, origin: info.data?.origin } };
  } catch (error) {
    return { origin, answer: { failed: reasonOf(error) } };
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  if (Number(response.headers.get("content-length") ?? Infinity) > INFO_BYTES_MAX) {
    await response.body?.cancel();
    return undefined;
  }
  return response.json().catch(() => undefined);
}

/** Tries the operator's port at the host that people reach the node at. */
export async function probeOperatorPort(
  listens: OperatorPortFacts["listens"],
  origin: string | undefined,
): Promise<OperatorPortFacts> {
  if (listens === undefined || listens.port === 0 || origin === undefined || isOfThisMachine(origin))
    return { listens, answersInPublic: undefined };
  const url = `http://${new URL(origin).hostname}:${listens.port}/healthz`;
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return { listens, answersInPublic: response.ok };
  } catch {
    return { listens, answersInPublic: false };
  }
}
