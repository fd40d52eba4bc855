import type * as z from "zod";
import { malformedAnswer, type NodeRequest, parseJson, type Send } from "../transport.ts";

/** Sends a request and parses its answer by the protocol's schema: nothing a node says is taken as it comes. */
export async function ask<Schema extends z.ZodType>(
  send: Send,
  schema: Schema,
  request: NodeRequest,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(parseJson(await send(request)));
  if (!parsed.success)
    throw malformedAnswer(request.path, 200, parsed.error.issues[0]?.message ?? "not the documented shape");
  return parsed.data;
}

/** Sends a request whose answer says nothing more than that it succeeded. */
export async function command(send: Send, request: NodeRequest): Promise<void> {
  await send(request);
}
