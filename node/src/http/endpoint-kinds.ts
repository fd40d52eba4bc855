import type { DidKey } from "@idos/protocol";
import { authenticate, authenticateKey, type UseUp } from "../access/authenticate.ts";
import type { Parts } from "../access/parts.ts";
import type { Principal } from "../access/principal.ts";
import { onFacts } from "../facts/on-facts.ts";
import { describeShape } from "./describe-shape.ts";
import type { Endpoint } from "./endpoint.ts";
import { counted, type Identify, proven } from "./proven.ts";
import { KEY_PROVEN, SIGNED_IN } from "./refusal-lists.ts";
import { type Input, parseAddressed, type ProvenInput, type Shape, type SignedInShape } from "./shape.ts";

/** A route for anyone. */
export function open<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  handle: (parts: Parts, input: Input<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describeShape(shape, "open", []);
  return {
    description,
    async answer(parts, request) {
      await request.limits.take(description.rate);
      const rest = parseAddressed(shape, request);
      const body = await shape.body.receive(request.message, undefined);
      return shape.answer.reply(await handle(parts, { ...rest, body }));
    },
  };
}

/** A route for whoever proves a session. */
export function signedIn<Params, Query, Body, Result>(
  shape: SignedInShape<Params, Query, Body, Result>,
  handle: (parts: Parts, principal: Principal, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describeShape(shape, "signed-in", SIGNED_IN);
  const answer: Endpoint["answer"] = (parts, request) => {
    let used: Promise<unknown> | undefined;
    return onFacts(parts.facts, (view) => {
      const seen = { ...parts, store: view.store };
      const useUp: UseUp = async (mark, who) => {
        // All ask Redis, in one round trip; the proof once, also where facts turn out to be outdated.
        used ??= Promise.all([mark(), request.limits.take(description.rate, who)]);
        await Promise.all([used, view.confirm()]);
      };
      const identify: Identify<Principal> = async (_, asked) => {
        const authenticated = await authenticate(seen, asked, useUp);
        if (shape.admit !== undefined) {
          await authenticated.useProof();
          shape.admit(seen, authenticated.caller);
        }
        return authenticated;
      };
      return proven(shape, identify, handle)(seen, request);
    });
  };
  return { description, answer: counted(answer) };
}

/** A route for whoever holds a session key, whether or not it has a session here. */
export function keyProven<Params, Query, Body, Result>(
  shape: Shape<Params, Query, Body, Result>,
  handle: (parts: Parts, sessionKey: DidKey, input: ProvenInput<Params, Query, Body>) => Promise<Result>,
): Endpoint {
  const description = describeShape(shape, "key-proven", KEY_PROVEN);
  const identify: Identify<DidKey> = (parts, asked, { limits }) => {
    let used: Promise<unknown> | undefined;
    return authenticateKey(parts, asked, async (mark) => {
      used ??= Promise.all([mark(), limits.take(description.rate)]);
      await used;
    });
  };
  return { description, answer: counted(proven(shape, identify, handle)) };
}
