import { challengeSchema, createSessionSchema, PATHS, sessionSchema } from "@idos/protocol";
import { createChallenge } from "../../access/challenges.ts";
import { createSession } from "../../access/create-session.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { type Endpoint, keyProven, open, signedIn } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";

const challenge = open(
  {
    method: "POST",
    path: PATHS.challenges,
    summary: "Draws a nonce for one sign-in",
    ...unaddressed,
    body: noBody,
    answer: json(201, challengeSchema),
    refusals: [],
  },
  (parts) => createChallenge(parts),
);

const create = keyProven(
  {
    method: "POST",
    path: PATHS.sessions,
    summary: "Opens a session of the proven session key, by a sign-in message that an account signed",
    ...unaddressed,
    body: jsonBody(createSessionSchema),
    answer: json(201, sessionSchema),
    refusals: [
      "SIGN_IN_MALFORMED",
      "SIGN_IN_DOMAIN_MISMATCH",
      "SIGN_IN_CHAIN_MISMATCH",
      "SIGN_IN_NODE_MISMATCH",
      "SIGN_IN_NONCE_UNKNOWN",
      "SIGN_IN_EXPIRED",
      "SIGNATURE_INVALID",
      "SCOPE_NOT_ALLOWED",
      "SESSION_TAKEN",
    ],
  },
  (parts, provenKey, { body, originHeader }) => createSession(parts, body, { provenKey, originHeader }),
);

const end = signedIn(
  {
    method: "DELETE",
    path: PATHS.currentSession,
    summary: "Signs out",
    ...unaddressed,
    body: noBody,
    answer: noContent,
    refusals: [],
  },
  ({ store }, { sessionKey }) => store.sessions.deleteSession(sessionKey),
);

export const sessionRoutes: readonly Endpoint[] = [challenge, create, end];
