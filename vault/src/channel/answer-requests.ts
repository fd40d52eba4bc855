import type * as z from "zod";
import { type Answer, refused } from "../messages/answers.ts";
import { VAULT_MESSAGES } from "../messages/handshake.ts";
import { enclosed } from "../messages/requests.ts";

export interface Answering<Request> {
  readonly schema: z.ZodType<Request>;
  /** Requests that may wait for their answers at the same time; one more is VAULT_BUSY. */
  readonly pendingMax: number;
  /** Requests that the port takes in all; then it is closed. */
  readonly requestsMax: number;
  answer(request: Request): Promise<Answer>;
}

/**
 * Answers what comes on a port, and to that port alone. An id counts once; what is not of the documented form is
 * refused without being looked at further.
 */
export function answerRequests<Request>(port: MessagePort, answering: Answering<Request>): void {
  const schema = enclosed(answering.schema);
  const seen = new Set<string>();
  let pending = 0;
  let received = 0;
  const answerTo = async (request: Request): Promise<Answer> => {
    if (pending >= answering.pendingMax) return refused("VAULT_BUSY");
    pending += 1;
    try {
      return await answering.answer(request);
    } finally {
      pending -= 1;
    }
  };
  const take = async (data: unknown): Promise<void> => {
    const parsed = schema.safeParse(data);
    let id: string | null = null;
    let answer = refused("ARGUMENT_INVALID");
    if (parsed.success && !seen.has(parsed.data.id)) {
      seen.add(parsed.data.id);
      id = parsed.data.id;
      answer = await answerTo(parsed.data.request);
    }
    port.postMessage({ v: VAULT_MESSAGES, id, answer });
  };
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    received += 1;
    if (received > answering.requestsMax) port.close();
    else void take(data);
  };
}
