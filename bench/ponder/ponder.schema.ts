import { index, onchainTable, primaryKey } from "ponder";

/** A grant counts while its `seq` is above the owner's `voidedSeq`: so no handler has to look anything up. */
export const grant = onchainTable(
  "grant",
  (t) => ({
    owner: t.hex().notNull(),
    handle: t.hex().notNull(),
    grantee: t.hex(),
    shareId: t.hex(),
    expiresAt: t.bigint().notNull(),
    sinceBlock: t.integer().notNull(),
    seq: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.owner, table.handle] }),
    byOwner: index().on(table.owner),
    byGrantee: index().on(table.grantee),
  }),
);

export const owner = onchainTable("owner", (t) => ({
  owner: t.hex().primaryKey(),
  epoch: t.bigint().notNull(),
  voidedSeq: t.bigint().notNull(),
}));
