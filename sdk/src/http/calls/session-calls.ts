import {
  type Challenge,
  challengeSchema,
  type Delegation,
  type DidKey,
  type ListedSession,
  type NodeInfo,
  nodeInfoSchema,
  type NodeStatus,
  nodeStatusSchema,
  PATHS,
  type Session,
  sessionListSchema,
  sessionSchema,
} from "@idos/protocol";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export function sessionCalls(send: Send) {
  return {
    info: (): Promise<NodeInfo> =>
      ask(send, nodeInfoSchema, { method: "GET", path: PATHS.info, signed: false }),
    status: (): Promise<NodeStatus> =>
      ask(send, nodeStatusSchema, { method: "GET", path: PATHS.status, signed: false }),
    challenge: (): Promise<Challenge> =>
      ask(send, challengeSchema, { method: "POST", path: PATHS.challenges, signed: false }),
    createSession: (delegation: Delegation): Promise<Session> =>
      ask(send, sessionSchema, { method: "POST", path: PATHS.sessions, json: delegation, signed: true }),
    sessions: async (): Promise<readonly ListedSession[]> =>
      (await ask(send, sessionListSchema, { method: "GET", path: PATHS.sessions, signed: true })).sessions,
    endSessionOf: (session: DidKey): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.session(session), signed: true }),
    endOtherSessions: (): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.sessions, signed: true }),
    endSession: (): Promise<void> =>
      command(send, { method: "DELETE", path: PATHS.currentSession, signed: true }),
  };
}
