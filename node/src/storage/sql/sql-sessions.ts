import { bytes32Schema, type Delegation, parseSignIn, type SignIn } from "@idos/protocol";
import { z } from "zod";
import type { SessionStore } from "../sessions.ts";
import { int8Column } from "./columns.ts";
import type { Database } from "./tables.ts";

const rowSchema = z.object({
  message: z.string(),
  signature: z.string(),
  expires_at: int8Column,
  user_id: bytes32Schema.nullable(),
});

function signInOf(delegation: Delegation): SignIn {
  const signIn = parseSignIn(delegation.message);
  if (signIn === undefined) throw new Error("the database holds a session without a sign-in message");
  return signIn;
}

export function sqlSessions(db: Database): SessionStore {
  return {
    async createSession({ signIn, delegation, expiresAtSeconds }) {
      const stored = await db
        .insertInto("sessions")
        .values({
          session_key: signIn.sessionKey,
          account: signIn.account,
          message: delegation.message,
          signature: delegation.signature,
          expires_at: expiresAtSeconds,
        })
        .onConflict((conflict) =>
          conflict
            .column("session_key")
            .doUpdateSet((row) => ({
              message: row.ref("excluded.message"),
              signature: row.ref("excluded.signature"),
              expires_at: row.ref("excluded.expires_at"),
            }))
            .whereRef("sessions.account", "=", "excluded.account"),
        )
        .returning("session_key")
        .executeTakeFirst();
      return stored === undefined ? "taken" : "created";
    },

    async session(sessionKey) {
      const row = await db
        .selectFrom("sessions")
        .leftJoin("accounts", "accounts.account", "sessions.account")
        .select(["message", "signature", "expires_at", "user_id"])
        .where("session_key", "=", sessionKey)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { message, signature, expires_at, user_id: userId } = rowSchema.parse(row);
      const delegation = { message, signature };
      return { signIn: signInOf(delegation), delegation, expiresAtSeconds: expires_at, userId };
    },

    async deleteSession(sessionKey) {
      await db.deleteFrom("sessions").where("session_key", "=", sessionKey).execute();
    },

    async dropExpiredBefore(unixSeconds) {
      const dropped = await db
        .deleteFrom("sessions")
        .where("expires_at", "<", unixSeconds)
        .returning("session_key")
        .execute();
      return dropped.length;
    },
  };
}
