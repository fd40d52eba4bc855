import { type RecordHeader, type WriteGrant } from "@idos/protocol";
import { nowSeconds } from "../../harness/actor.ts";
import { makeVersion, put, stage } from "../../harness/records.ts";
import { succeeded, writeGrant } from "../../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "./describe-refusals.ts";
import type { World } from "./world.ts";

interface Wrong {
  readonly grant?: Partial<WriteGrant>;
  readonly header?: Partial<RecordHeader>;
  /** Whose wallet signs in place of Alice's. */
  readonly signer?: World["alice"]["wallet"];
}

/** The issuer's attempt to add a credential to Alice's data, its envelope staged. */
const issuing =
  (wrong: (world: World) => Wrong): Send =>
  async (world) => {
    const { node, alice, provider: issuer } = world;
    const { grant = {}, header = {}, signer = alice.wallet } = wrong(world);
    const signed = await writeGrant(node, alice, issuer, grant, signer);
    const changes = { header: { kind: "credential", writeGrant: signed, ...header } } as const;
    const version = await makeVersion(node, issuer, alice.userId, undefined, changes);
    succeeded(await issuer.request(stage(version)));
    return () => issuer.request(put(version));
  };

const rows: readonly Refusal[] = [
  ["another's wallet", "403 WRITE_GRANT_INVALID", issuing(({ mallory }) => ({ signer: mallory.wallet }))],
  [
    "another's account and wallet",
    "403 WRITE_GRANT_INVALID",
    issuing(({ mallory }) => ({ signer: mallory.wallet, grant: { account: mallory.account } })),
  ],
  ["another issuer", "403 WRITE_GRANT_INVALID", issuing(({ bob }) => ({ grant: { issuer: bob.account } }))],
  ["another user", "403 WRITE_GRANT_INVALID", issuing(({ bob }) => ({ grant: { userId: bob.userId } }))],
  [
    "a time that is over",
    "403 WRITE_GRANT_INVALID",
    issuing(({ node }) => ({ grant: { notAfter: nowSeconds(node) } })),
  ],
  [
    "a record that is no credential",
    "403 WRITE_GRANT_INVALID",
    issuing(() => ({ header: { kind: "attribute" } })),
  ],
  [
    "a second version",
    "403 WRITE_GRANT_INVALID",
    issuing(({ second }) => ({
      header: { record: second.header.record, version: 3, prev: second.header.envelope },
    })),
  ],
  [
    "a second use",
    "403 WRITE_GRANT_INVALID",
    async (world) => {
      const { node, alice, provider: issuer } = world;
      const signed = await writeGrant(node, alice, issuer);
      const changes = { header: { kind: "credential", writeGrant: signed } } as const;
      const one = await makeVersion(node, issuer, alice.userId, undefined, changes);
      const two = await makeVersion(node, issuer, alice.userId, undefined, changes);
      for (const version of [one, two]) succeeded(await issuer.request(stage(version)));
      succeeded(await issuer.request(put(one)));
      return () => issuer.request(put(two));
    },
  ],
  [
    "no write grant at all",
    "403 NO_USER",
    async ({ node, alice, provider: issuer }) => {
      const changes = { header: { kind: "credential" } } as const;
      const version = await makeVersion(node, issuer, alice.userId, undefined, changes);
      succeeded(await issuer.request(stage(version)));
      return () => issuer.request(put(version));
    },
  ],
  [
    "the owner herself",
    "422 HEADER_INVALID",
    async ({ node, alice }) => {
      const signed = await writeGrant(node, alice, alice);
      const changes = { header: { kind: "credential", writeGrant: signed } } as const;
      const version = await makeVersion(node, alice, alice.userId, undefined, changes);
      succeeded(await alice.request(stage(version)));
      return () => alice.request(put(version));
    },
  ],
  [
    "a holder without key backups",
    "409 KEY_BACKUPS_MISSING",
    async ({ node, mallory, provider: issuer }) => {
      const signed = await writeGrant(node, mallory, issuer);
      const changes = { header: { kind: "credential", writeGrant: signed } } as const;
      const version = await makeVersion(node, issuer, mallory.userId, undefined, changes);
      succeeded(await issuer.request(stage(version)));
      return () => issuer.request(put(version));
    },
  ],
];

describeRefusals("a write grant for", rows);
