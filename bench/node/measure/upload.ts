import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "../../../node/test/harness/actor.ts";
import type { Sent } from "../../../node/test/harness/exchange.ts";

const AGAIN_MS = 250;
const ATTEMPTS_MAX = 2_000;

/** Sends until it is taken, as a client does whom a busy node asks to come again. Returns how often it was refused. */
export async function upload(origin: string, actor: Actor, sent: Sent): Promise<number> {
  for (let refusals = 0; refusals < ATTEMPTS_MAX; refusals++) {
    const status = await send(origin, sent, await actor.authorize(sent));
    if (status === 204) return refusals;
    if (status !== undefined && status !== 503) throw new Error(`an upload was answered ${status}`);
    await sleep(AGAIN_MS);
  }
  throw new Error("an upload was refused again and again");
}

/** The answer's status; undefined where the node broke off what it refused. */
function send(origin: string, { method, path, body, type = "" }: Sent, authorization: string) {
  const headers = { authorization, "content-type": type, "content-length": String(body?.length ?? 0) };
  return new Promise<number | undefined>((resolve) => {
    const sending = request(`${origin}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on("error", () => resolve(undefined));
    sending.end(body);
  });
}
