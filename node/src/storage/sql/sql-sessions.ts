import { bytes32Schema, type Delegation, LIMITS, parseSignIn, type SignIn } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { SessionId, SessionStore, StoredSession } from "../sessions.ts";
import { int8Column } from "./columns.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const rowSchema = z.object({
  message: z.string(),
  signature: z.string(),
  expires_at: int8Column,
  checked_at: int8Column.nullable(),
});

const foundSchema = rowSchema.extend({
  user_id: bytes32Schema.nullable(),
  linked_chain_id: int8Column.nullable(),
});

const COLUMNS = ["message", "signature", "expires_at", "checked_at"] as const;

function signInOf(delegation: Delegation): SignIn {
  const signIn = parseSignIn(delegation.message);
  if (signIn === undefined) throw new Error("the database holds a session without a sign-in message");
  return signIn;
}

function toSession(row: unknown): StoredSession {
  const { message, signature, expires_at, checked_at } = rowSchema.parse(row);
  const delegation = { message, signature };
  const contract = checked_at === null ? null : { checkedAtSeconds: checked_at };
  return { signIn: signInOf(delegation), delegation, expiresAtSeconds: expires_at, contract };
}

function sessionsByAccount(db: Database): Pick<SessionStore, "sessionsOf" | "deleteSessions"> {
  return {
    async sessionsOf(accounts, nowSeconds) {
      const rows = await db
        .selectFrom("sessions")
        .select(COLUMNS)
        .where("account", "in", accounts)
        .where("expires_at", ">", nowSeconds)
        .execute();
      return rows.map(toSession).sort((a, b) => b.signIn.issuedAt.getTime() - a.signIn.issuedAt.getTime());
    },

    async deleteSessions(sessions) {
      await db
        .deleteFrom("sessions")
        .where((row) =>
          row(
            row.refTuple("session_key", "account"),
            "in",
            sessions.map(({ sessionKey, account }) => row.tuple(sessionKey, account)),
          ),
        )
        .execute();
    },
  };
}

function sessionChanges(db: Database): Pick<SessionStore, "deleteSession" | "markChecked"> {
  return {
    async deleteSession({ sessionKey, account }) {
      await db
        .deleteFrom("sessions")
        .where("session_key", "=", sessionKey)
        .where("account", "=", account)
        .execute();
    },

    async markChecked({ sessionKey, account }, checkedAtSeconds) {
      await db
        .updateTable("sessions")
        .set({ checked_at: checkedAtSeconds })
        .where("session_key", "=", sessionKey)
        .where("account", "=", account)
        .where("checked_at", "is not", null)
        .execute();
    },
  };
}

/** A stored message is exactly what `formatSignIn` prints, in which nothing before this line can look like it. */
const CHAIN_IN_MESSAGE = "\nChain ID: (\\d+)\n";

/** One new session of an account at a time, or two could pass the limit together. Released with the transaction. */
async function lockSessionsOf(transaction: DatabaseTransaction, { account }: SessionId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sessions of ${account}`}, 0))`.execute(
    transaction,
  );
}

/** False when the key is another account's. */
async function upsertSession(
  transaction: DatabaseTransaction,
  { signIn, delegation, expiresAtSeconds, contract }: StoredSession,
): Promise<boolean> {
  const stored = await transaction
    .insertInto("sessions")
    .values({
      session_key: signIn.sessionKey,
      account: signIn.account,
      message: delegation.message,
      signature: delegation.signature,
      expires_at: expiresAtSeconds,
      checked_at: contract?.checkedAtSeconds ?? null,
    })
    .onConflict((conflict) =>
      conflict
        .column("session_key")
        .doUpdateSet((row) => ({
          message: row.ref("excluded.message"),
          signature: row.ref("excluded.signature"),
          expires_at: row.ref("excluded.expires_at"),
          checked_at: row.ref("excluded.checked_at"),
        }))
        .whereRef("sessions.account", "=", "excluded.account"),
    )
    .returning("session_key")
    .executeTakeFirst();
  return stored !== undefined;
}

/** Those that the account's key signed count apart from those of its contract on each chain: they may be different people's. */
async function endBeyondMax(
  transaction: DatabaseTransaction,
  { signIn: { account, sessionKey, chainId }, contract }: StoredSession,
): Promise<void> {
  const isOfSame =
    contract === null
      ? sql<boolean>`checked_at is null`
      : sql<boolean>`checked_at is not null and substring(message from ${CHAIN_IN_MESSAGE}) = ${String(chainId)}`;
  await transaction
    .deleteFrom("sessions")
    .where("session_key", "in", (from) =>
      from
        .selectFrom("sessions")
        .select("session_key")
        .where("account", "=", account)
        .where("session_key", "!=", sessionKey)
        .where(isOfSame)
        .orderBy("expires_at", "desc")
        .orderBy("session_key")
        .offset(LIMITS.sessionsPerAccountMax - 1),
    )
    .execute();
}

export function sqlSessions(db: Database): SessionStore {
  return {
    ...sessionsByAccount(db),
    ...sessionChanges(db),

    createSession: (session) =>
      transact<"created" | "taken">(db, async (transaction) => {
        await lockSessionsOf(transaction, session.signIn);
        if (!(await upsertSession(transaction, session))) return "taken";
        await endBeyondMax(transaction, session);
        return "created";
      }),

    async session(sessionKey) {
      const row = await db
        .selectFrom("sessions")
        .leftJoin("accounts", (join) =>
          join.onRef("accounts.account", "=", "sessions.account").on("accounts.unlinked", "is", null),
        )
        .select([...COLUMNS, "user_id", sql`accounts.link -> 'link' ->> 'chainId'`.as("linked_chain_id")])
        .where("session_key", "=", sessionKey)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { user_id: userId, linked_chain_id: linkedChainId } = foundSchema.parse(row);
      return { ...toSession(row), userId, linkedChainId };
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
