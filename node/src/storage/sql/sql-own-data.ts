import {
  type Address,
  type Bytes32,
  bytes32Schema,
  didKeySchema,
  signedKeyBindingSchema,
} from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { OwnDataReader } from "../own-data.ts";
import { int8Column } from "./columns.ts";
import type { Database } from "./tables.ts";

const ROWS_AT_ONCE = 100;

const bindingRowSchema = z.object({ position: z.number().int(), binding: signedKeyBindingSchema });
const recordRowSchema = z.object({ record_id: bytes32Schema });
const shareRowSchema = z.object({ share_id: bytes32Schema });
const useRowSchema = z.object({ grant_id: bytes32Schema, uses: z.number().int() });
const sessionRowSchema = z.object({
  session_key: didKeySchema,
  message: z.string(),
  signature: z.string(),
  expires_at: int8Column,
});

/** Reads some rows after a key, and so on until there are no more. */
async function* inTurn<Row, Key>(
  readAfter: (after: Key) => Promise<readonly unknown[]>,
  schema: z.ZodType<Row>,
  keyOf: (row: Row) => Key,
  before: Key,
): AsyncGenerator<Row> {
  for (let after = before; ;) {
    const rows = (await readAfter(after)).map((row) => schema.parse(row));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_AT_ONCE) return;
    after = keyOf(last);
  }
}

async function* mapped<From, To>(items: AsyncIterable<From>, map: (item: From) => To): AsyncGenerator<To> {
  for await (const item of items) yield map(item);
}

function isAfter(column: string, after: string | number) {
  return sql<boolean>`${sql.ref(column)} > ${after}`;
}

/** Before every id and every session key. */
const FIRST = "";

function keyBindings(db: Database, userId: Bytes32) {
  const rows = inTurn(
    (after: number) =>
      db
        .selectFrom("key_bindings")
        .select(["position", "binding"])
        .where("user_id", "=", userId)
        .where(isAfter("position", after))
        .orderBy("position")
        .limit(ROWS_AT_ONCE)
        .execute(),
    bindingRowSchema,
    ({ position }) => position,
    -1,
  );
  return mapped(rows, ({ binding }) => binding);
}

function recordIds(db: Database, owner: Bytes32) {
  const rows = inTurn(
    (after: string) =>
      db
        .selectFrom("records")
        .select("record_id")
        .where("owner_id", "=", owner)
        .where(isAfter("record_id", after))
        .orderBy("record_id")
        .limit(ROWS_AT_ONCE)
        .execute(),
    recordRowSchema,
    ({ record_id }) => record_id,
    FIRST,
  );
  return mapped(rows, ({ record_id }) => record_id);
}

function shareIds(db: Database, owner: Bytes32) {
  const rows = inTurn(
    (after: string) =>
      db
        .selectFrom("shares")
        .select("share_id")
        .where("owner_id", "=", owner)
        .where("deleted", "=", false)
        .where(isAfter("share_id", after))
        .orderBy("share_id")
        .limit(ROWS_AT_ONCE)
        .execute(),
    shareRowSchema,
    ({ share_id }) => share_id,
    FIRST,
  );
  return mapped(rows, ({ share_id }) => share_id);
}

function writeGrantUses(db: Database, owner: Bytes32) {
  const rows = inTurn(
    (after: string) =>
      db
        .selectFrom("write_grant_uses")
        .select(["grant_id", "uses"])
        .where("owner_id", "=", owner)
        .where(isAfter("grant_id", after))
        .orderBy("grant_id")
        .limit(ROWS_AT_ONCE)
        .execute(),
    useRowSchema,
    ({ grant_id }) => grant_id,
    FIRST,
  );
  return mapped(rows, ({ grant_id, uses }) => ({ grantId: grant_id, uses }));
}

function sessions(db: Database, account: Address) {
  const rows = inTurn(
    (after: string) =>
      db
        .selectFrom("sessions")
        .select(["session_key", "message", "signature", "expires_at"])
        .where("account", "=", account)
        .where(isAfter("session_key", after))
        .orderBy("session_key")
        .limit(ROWS_AT_ONCE)
        .execute(),
    sessionRowSchema,
    ({ session_key }) => session_key,
    FIRST,
  );
  return mapped(rows, ({ message, signature, expires_at }) => ({
    delegation: { message, signature },
    expiresAtSeconds: expires_at,
  }));
}

export function sqlOwnData(db: Database): OwnDataReader {
  return {
    keyBindings: (userId) => keyBindings(db, userId),
    recordIds: (owner) => recordIds(db, owner),
    shareIds: (owner) => shareIds(db, owner),
    writeGrantUses: (owner) => writeGrantUses(db, owner),
    sessions: (account) => sessions(db, account),
  };
}
