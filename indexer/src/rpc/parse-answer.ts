import { z } from "zod";
import { RpcError } from "../errors.ts";
import { classifyRefusal } from "./classify-refusal.ts";

const errorSchema = z.object({ code: z.number(), message: z.string() });
const answerSchema = z.union([
  // Without an id where the server did not get as far as to read it.
  z.object({ id: z.number().nullable(), error: errorSchema }),
  z.object({ id: z.number(), result: z.unknown().nonoptional() }),
]);
export type RpcAnswer = z.output<typeof answerSchema>;

const notificationSchema = z.object({
  method: z.literal("eth_subscription"),
  params: z.object({ subscription: z.string() }),
});

/** undefined where this is no answer to a JSON-RPC request, as HTML is not, and a batch is not. */
export function parseAnswer(text: string): RpcAnswer | undefined {
  return answerSchema.safeParse(parseJson(text)).data;
}

/** The answer, or the id of the subscription that has news. */
export function parseMessage(text: string): RpcAnswer | { readonly subscription: string } | undefined {
  const message = parseJson(text);
  const notification = notificationSchema.safeParse(message);
  return notification.success ? notification.data.params : answerSchema.safeParse(message).data;
}

/** Throws RpcError where the server refused. */
export function resultOf(answer: RpcAnswer, method: string): unknown {
  if (!("error" in answer)) return answer.result;
  const { code, message } = answer.error;
  throw new RpcError(
    classifyRefusal(method, code, message),
    `${method}: ${message.slice(0, 200)} (${code})`,
    code,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
