import {
  type AccessRequest,
  type AccessRequestPage,
  accessRequestPageSchema,
  accessRequestSchema,
  type Bytes32,
  PATHS,
  type RequestState,
} from "@idos/protocol";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export interface RequestsQuery {
  readonly as: "owner" | "requester";
  readonly state?: RequestState | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** What is answered is not verified: a document is believed once its signature and delegation are. */
export function requestCalls(send: Send) {
  const close = (request: Bytes32, answer: "deny" | "cancel"): Promise<void> =>
    command(send, { method: "POST", path: PATHS.requestAnswer(request, answer), signed: true });
  return {
    createRequest: (document: string): Promise<AccessRequest> =>
      ask(send, accessRequestSchema, {
        method: "POST",
        path: PATHS.requests,
        json: { document },
        signed: true,
      }),
    requests: ({ as, state, cursor, limit }: RequestsQuery): Promise<AccessRequestPage> => {
      const query = { as, state, cursor, limit };
      return ask(send, accessRequestPageSchema, { method: "GET", path: PATHS.requests, query, signed: true });
    },
    request: (request: Bytes32): Promise<AccessRequest> =>
      ask(send, accessRequestSchema, { method: "GET", path: PATHS.request(request), signed: true }),
    grantRequest: (request: Bytes32, share: Bytes32): Promise<void> => {
      const path = PATHS.requestAnswer(request, "grant");
      return command(send, { method: "POST", path, json: { share }, signed: true });
    },
    denyRequest: (request: Bytes32): Promise<void> => close(request, "deny"),
    cancelRequest: (request: Bytes32): Promise<void> => close(request, "cancel"),
  };
}
