import { exportLineSchema, PATHS, signedUserErasureSchema } from "@idos/protocol";
import { exportUser } from "../../export/export-user.ts";
import { eraseUser } from "../../users/erase-user.ts";
import { jsonLines, noContent } from "../answer-kinds.ts";
import { jsonBody, noBody } from "../body-kinds.ts";
import { keyProven, signedIn } from "../endpoint-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { unaddressed } from "../no-fields.ts";
import { OWN_USER, SIGNED_IN } from "../refusal-lists.ts";

const takeOut = signedIn(
  {
    method: "GET",
    path: PATHS.ownExport,
    summary: "Everything that the caller has, a JSON object on each line; the last one says that it is whole",
    ...unaddressed,
    body: noBody,
    answer: jsonLines(exportLineSchema),
    refusals: OWN_USER,
  },
  exportUser,
);

/** By the session's key and not its session, since that has ended when the same erasure is sent again. */
const erase = keyProven(
  {
    method: "DELETE",
    path: PATHS.me,
    summary: "Erases the caller's user with everything she has, by her session and her wallet's statement",
    ...unaddressed,
    body: jsonBody(signedUserErasureSchema),
    answer: noContent,
    refusals: [...SIGNED_IN, ...OWN_USER, "ERASURE_INVALID"],
  },
  (parts, sessionKey, { body }) => eraseUser(parts, sessionKey, body),
);

export const ownDataRoutes: readonly Endpoint[] = [takeOut, erase];
