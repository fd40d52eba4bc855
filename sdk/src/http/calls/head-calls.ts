import { type OwnHead, ownHeadSchema, PATHS } from "@idos/protocol";
import type { Send } from "../transport.ts";
import { ask, command } from "./call.ts";

export function headCalls(send: Send) {
  return {
    /** Not verified: see `verifyOwnHead`. */
    ownHead: (): Promise<OwnHead> =>
      ask(send, ownHeadSchema, { method: "GET", path: PATHS.ownHead, signed: true }),
    putOwnHead: (head: string): Promise<void> =>
      command(send, { method: "PUT", path: PATHS.ownHead, json: { head }, signed: true }),
  };
}
