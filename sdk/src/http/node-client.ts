import { headCalls } from "./calls/head-calls.ts";
import { recordCalls } from "./calls/record-calls.ts";
import { requestCalls } from "./calls/request-calls.ts";
import { sessionCalls } from "./calls/session-calls.ts";
import { shareCalls } from "./calls/share-calls.ts";
import { userCalls } from "./calls/user-calls.ts";
import { createTransport, type Send, type TransportOptions } from "./transport.ts";

/**
 * One typed call for each route of a node. Answers are parsed, not verified: a node is untrusted, and the
 * faces built on this check signatures and hashes.
 */
export function nodeCalls(send: Send) {
  return {
    ...sessionCalls(send),
    ...userCalls(send),
    ...recordCalls(send),
    ...shareCalls(send),
    ...requestCalls(send),
    ...headCalls(send),
  };
}

/** The calls of the HTTP API of a node, or of several as of one; answers are parsed and not verified. */
export type NodeClient = ReturnType<typeof nodeCalls>;

/** The calls of one node. */
export function createNodeClient(options: TransportOptions): NodeClient {
  return nodeCalls(createTransport(options));
}
