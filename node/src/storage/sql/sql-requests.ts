import { type Bytes32, LIMITS } from "@idos/protocol";
import { sql } from "kysely";
import { z } from "zod";
import type { PageRequest } from "../records.ts";
import type { CreateRequestOutcome, RequestFilter, RequestStore, StoredRequest } from "../requests.ts";
import { int8Column } from "./columns.ts";
import { afterId, toPage } from "./page.ts";
import { isIn, isPending, requestIdOf, toStoredRequest } from "./request-row.ts";
import type { Database, DatabaseTransaction } from "./tables.ts";
import { transact } from "./transact.ts";

const countsSchema = z.object({ own: int8Column, all: int8Column });

/** One new request to an owner at a time, or two could pass a limit together; false when there is no such user. */
async function lockOwner(transaction: DatabaseTransaction, ownerId: Bytes32): Promise<boolean> {
  const owner = await transaction
    .selectFrom("users")
    .select("user_id")
    .where("user_id", "=", ownerId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return owner !== undefined;
}

async function reachedLimit(
  transaction: DatabaseTransaction,
  { ownerId, requester, createdAtSeconds }: StoredRequest,
): Promise<"requester-limit" | "owner-limit" | undefined> {
  const row = await transaction
    .selectFrom("access_requests")
    .select((row) => [
      row.fn.countAll().filterWhere("requester", "=", requester).as("own"),
      row.fn.countAll().as("all"),
    ])
    .where("owner_id", "=", ownerId)
    .where((row) => isPending(row, createdAtSeconds))
    .executeTakeFirstOrThrow();
  const { own, all } = countsSchema.parse(row);
  if (own >= LIMITS.pendingRequestsPerRequesterMax) return "requester-limit";
  return all >= LIMITS.pendingRequestsPerOwnerMax ? "owner-limit" : undefined;
}

/** So that whoever asks and cancels without end fills nothing. */
async function forgetOldest(
  transaction: DatabaseTransaction,
  { ownerId, createdAtSeconds }: StoredRequest,
): Promise<void> {
  await transaction
    .deleteFrom("access_requests")
    .where("owner_id", "=", ownerId)
    .where("request_id", "in", (from) =>
      from
        .selectFrom("access_requests")
        .select("request_id")
        .where("owner_id", "=", ownerId)
        .where((row) => row.not(isPending(row, createdAtSeconds)))
        .orderBy(sql`coalesce(closed_at, expires_at)`, "desc")
        .orderBy("request_id")
        .offset(LIMITS.closedRequestsPerOwnerMax),
    )
    .execute();
}

/** False when the id is in use. */
async function insertRequest(transaction: DatabaseTransaction, request: StoredRequest): Promise<boolean> {
  const inserted = await transaction
    .insertInto("access_requests")
    .values({
      owner_id: request.ownerId,
      request_id: request.request,
      requester: request.requester,
      chain_id: request.chainId,
      expires_at: request.expiresAtSeconds,
      document: request.document,
      message: request.delegation.message,
      signature: request.delegation.signature,
      created_at: request.createdAtSeconds,
      closing: request.closing?.state ?? null,
      share_id: request.closing?.share ?? null,
      closed_at: request.closing?.atSeconds ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("request_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

function selectPage(db: Database, filter: RequestFilter, page: PageRequest) {
  const after = afterId(page);
  const found = db
    .selectFrom("access_requests")
    .selectAll()
    .where((row) => isIn(row, filter));
  const rest = after === undefined ? found : found.where("request_id", ">", after);
  return rest.orderBy("request_id").limit(page.limit + 1);
}

export function sqlRequests(db: Database): RequestStore {
  return {
    createRequest: (request) =>
      transact<CreateRequestOutcome>(db, async (transaction, refuse) => {
        if (!(await lockOwner(transaction, request.ownerId))) return "owner-gone";
        const limit = await reachedLimit(transaction, request);
        // An id in use is told as such at the limit too, so that what was stored before can succeed again.
        if (!(await insertRequest(transaction, request))) return "taken";
        if (limit !== undefined) refuse(limit);
        await forgetOldest(transaction, request);
        return "created";
      }),

    async request(request) {
      const row = await db
        .selectFrom("access_requests")
        .selectAll()
        .where("request_id", "=", request)
        .executeTakeFirst();
      return row === undefined ? undefined : toStoredRequest(row);
    },

    async requestsTo(ownerId, filter, page) {
      const rows = await selectPage(db, filter, page).where("owner_id", "=", ownerId).execute();
      return toPage(rows.map(toStoredRequest), page, requestIdOf);
    },

    async requestsBy({ requester, chainId }, filter, page) {
      const all = selectPage(db, filter, page).where("requester", "=", requester);
      const rows = await (chainId === null ? all : all.where("chain_id", "=", chainId)).execute();
      return toPage(rows.map(toStoredRequest), page, requestIdOf);
    },

    async closeRequest({ ownerId, request }, { state, share, atSeconds }) {
      const closed = await db
        .updateTable("access_requests")
        .set({ closing: state, share_id: share, closed_at: atSeconds })
        .where("owner_id", "=", ownerId)
        .where("request_id", "=", request)
        .where((row) => isPending(row, atSeconds))
        .returning("request_id")
        .executeTakeFirst();
      return closed === undefined ? "not-pending" : "closed";
    },
  };
}
