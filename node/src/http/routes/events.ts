import { eventsQuerySchema, PATHS } from "@idos/protocol";
import { openEvents } from "../../events/follow-events.ts";
import { noBody } from "../body-kinds.ts";
import type { Endpoint } from "../endpoint.ts";
import { signedIn } from "../endpoint-kinds.ts";
import { eventStream } from "../event-stream-answer.ts";
import { noFields } from "../no-fields.ts";

const follow = signedIn(
  {
    method: "GET",
    path: PATHS.events,
    summary:
      "Server-sent events: changes of the grants of the caller's shares, and of public ones to her account",
    params: noFields,
    query: eventsQuerySchema,
    body: noBody,
    answer: eventStream,
    refusals: ["SCOPE_MISSING", "CHAIN_NOT_FOLLOWED", "INDEX_STALE", "LIMIT_REACHED"],
  },
  (parts, principal, { query }) => openEvents(parts, principal, query),
);

export const eventRoutes: readonly Endpoint[] = [follow];
