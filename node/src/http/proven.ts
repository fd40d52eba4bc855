import { ProblemError } from "@idos/protocol";
import type { Authenticated } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { ProvenRequest } from "../access/proof.ts";
import type { Endpoint, RoutedRequest } from "./endpoint.ts";
import { parseAddressed, type ProvenInput, type Shape } from "./shape.ts";

/** Who calls, as the request's proof says. */
export type Identify<Caller> = (
  parts: Parts,
  proven: ProvenRequest,
  request: RoutedRequest,
) => Promise<Authenticated<Caller>> | Authenticated<Caller>;

/** Nothing of the body is read before the proof is seen to be genuine. */
export function proven<Params, Query, Body, Result, Caller>(
  shape: Shape<Params, Query, Body, Result>,
  identify: Identify<Caller>,
  handle: (parts: Parts, caller: Caller, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint["answer"] {
  return async (parts, request) => {
    const { message } = request;
    const { method = "", url: target = "", headers } = message;
    const proof = { method, target, authorization: headers.authorization };
    const { caller, who, bodyHash, useProof, callerNow } = await identify(parts, proof, request);
    if (shape.usesProof !== true) await useProof();
    try {
      const rest = parseAddressed(shape, request);
      return await parts.largeBodies.during(who, shape.body.bytesAhead(message), async () => {
        const body = await shape.body.receive(message, bodyHash);
        // A body may take minutes, in which the session may have ended. One that is used while it comes is looked at
        // again by the write that names it.
        const isWhole = (shape.body.content?.schema ?? null) !== null;
        const present = isWhole ? await callerNow() : caller;
        return shape.answer.reply(await handle(parts, present, { ...rest, body, useProof }));
      });
    } finally {
      // Refused or not: what was refused may be allowed a moment later.
      await useProof();
    }
  };
}

/** Whoever guesses at proofs or sessions is stopped by address: there is no account to count for. */
export function counted(answer: Endpoint["answer"]): Endpoint["answer"] {
  return async (parts, request) => {
    request.limits.refuseBlocked();
    try {
      return await answer(parts, request);
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) await request.limits.countRefusedProof();
      throw error;
    }
  };
}
