import { createSessionSchema, PATHS } from "@idos/protocol";
import { createChallenge } from "../../access/challenges.ts";
import { createSession } from "../../access/create-session.ts";
import type { Parts } from "../../access/parts.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, keyProven, open, signedIn } from "../endpoint.ts";
import { noFields } from "../no-fields.ts";
import { done } from "../reply.ts";

export function sessionRoutes(parts: Parts): readonly Endpoint[] {
  const unaddressed = { params: noFields, query: noFields } as const;
  const body = jsonBody(createSessionSchema);
  return [
    open({ ...unaddressed, method: "POST", path: PATHS.challenges, body: noBody }, async () => ({
      status: 201,
      json: await createChallenge(parts),
    })),
    keyProven(
      parts,
      { ...unaddressed, method: "POST", path: PATHS.sessions, body },
      async (input, provenKey) => ({
        status: 201,
        json: await createSession(parts, input.body, { provenKey, originHeader: input.originHeader }),
      }),
    ),
    signedIn(
      parts,
      { ...unaddressed, method: "DELETE", path: PATHS.currentSession, body: noBody },
      async (_input, { sessionKey }) => {
        await parts.store.sessions.deleteSession(sessionKey);
        return done;
      },
    ),
  ];
}
