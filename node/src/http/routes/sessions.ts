import {
  challengeSchema,
  createSessionSchema,
  didKeySchema,
  PATHS,
  sessionListSchema,
  sessionSchema,
} from "@idos/protocol";
import { z } from "zod";
import { createChallenge } from "../../access/challenges.ts";
import { createSession } from "../../access/create-session.ts";
import { endOtherSessions, endSession, listSessions } from "../../access/sessions.ts";
import { json, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { keyProven, open, signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { noFields, unaddressed } from "../no-fields.ts";

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
      "LIMIT_REACHED",
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
  ({ store }, principal) => store.sessions.deleteSession(principal),
);

const list = signedIn(
  {
    method: "GET",
    path: PATHS.sessions,
    summary: "Every live session of the caller's user, over all of her accounts",
    ...unaddressed,
    body: noBody,
    answer: json(200, sessionListSchema),
    refusals: ["SCOPE_MISSING"],
  },
  async (parts, principal) => ({ sessions: await listSessions(parts, principal) }),
);

const endOne = signedIn(
  {
    method: "DELETE",
    path: PATHS.session(":session"),
    summary: "Ends a session of the caller's user",
    params: z.strictObject({ session: didKeySchema }),
    query: noFields,
    body: noBody,
    answer: noContent,
    refusals: ["SCOPE_MISSING", "SESSION_NOT_FOUND"],
  },
  (parts, principal, { params }) => endSession(parts, principal, params.session),
);

const endOthers = signedIn(
  {
    method: "DELETE",
    path: PATHS.sessions,
    summary: "Ends every session of the caller's user but the calling one",
    ...unaddressed,
    body: noBody,
    answer: noContent,
    refusals: ["SCOPE_MISSING"],
  },
  (parts, principal) => endOtherSessions(parts, principal),
);

export const sessionRoutes: readonly Endpoint[] = [challenge, create, list, end, endOne, endOthers];
