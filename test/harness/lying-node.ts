import { isIdosError } from "@idos/sdk";
import { z } from "zod";

const jsonSchema = z.record(z.string(), z.unknown());
export type Json = z.infer<typeof jsonSchema>;

/** Changes an answer of a real node on its way, which to the client is a node that lies. */
export interface LyingNode {
  readonly fetch: typeof fetch;
  /** From now on JSON answers to paths of this form are what `lie` makes of them. */
  lieAbout(path: RegExp, lie: (answer: Json) => unknown): void;
  /** From now on the last byte of answers to paths of this form has a bit flipped. */
  corrupt(path: RegExp): void;
  /** The last JSON answer to a path of this form. */
  lastAnswer(path: RegExp): Json;
  honest(): void;
}

export function createLyingNode(): LyingNode {
  const answers = new Map<string, Json>();
  let change: (path: string, answer: Json) => unknown = (_, answer) => answer;
  let corrupted: RegExp | undefined;
  return {
    async fetch(input, init) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const response = await fetch(input, init);
      const { status, headers } = response;
      if (corrupted?.test(pathname))
        return new Response(withFlippedBit(await response.bytes()), { status, headers });
      if (!(headers.get("content-type") ?? "").startsWith("application/json")) return response;
      const answer = jsonSchema.parse(await response.json());
      answers.delete(pathname);
      answers.set(pathname, answer);
      return new Response(JSON.stringify(change(pathname, answer)), { status, headers });
    },
    lieAbout(path, lie) {
      change = (at, answer) => (path.test(at) ? lie(answer) : answer);
    },
    corrupt(path) {
      corrupted = path;
    },
    lastAnswer(path) {
      const [, answer] = [...answers].findLast(([at]) => path.test(at)) ?? [];
      if (answer === undefined) throw new Error(`nothing was answered to ${path.source}`);
      return answer;
    },
    honest() {
      change = (_, answer) => answer;
      corrupted = undefined;
    },
  };
}

function withFlippedBit(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));
}

/** Which check the client caught the node by. Throws where the lie was believed. */
export async function caughtBy(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (isIdosError(error, "NODE_LIED")) return error.values["check"];
  throw new Error("the lie was not caught", { cause: error });
}
