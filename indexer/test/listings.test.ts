import { type Address, grantHandle, parseAddress, toHex } from "@idos/protocol";
import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { BadCursorError } from "../src/errors.ts";
import type { Checkpoint, GrantIndex } from "../src/grant-index.ts";
import type { GrantIndexReader, GrantPage, ListedGrant, PageOfGrants } from "../src/grant-index-reader.ts";
import type { Change } from "../src/reduce.ts";
import type { RedisConnection } from "../src/redis/connect.ts";
import { BUCKET_ENTRIES } from "../src/redis/keys.ts";
import { type BareIndex, openBareIndex } from "./harness/bare-index.ts";
import { checkpoint } from "./harness/checkpoint.ts";
import { newShareId } from "./harness/deployed-chain.ts";

const address = (): Address => parseAddress(toHex(randomBytes(20)));

type EntryChange = Change & { kind: "entry" };

function granting(owner: Address, grantee: Address): EntryChange {
  const shareId = newShareId();
  const after = { expiresAt: 9_999_999_999n, sinceBlock: 1, epoch: 0n, parties: { grantee, shareId } };
  return { kind: "entry", owner, handle: grantHandle(grantee, shareId), before: undefined, after };
}

const ending = ({ after, ...change }: EntryChange): Change => ({
  ...change,
  before: after,
  after: undefined,
});

/** Every page in turn; between two of them, `meanwhile`. */
async function walk(
  list: (page: PageOfGrants) => Promise<GrantPage>,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly ListedGrant[]> {
  const found: ListedGrant[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await list({ limit: 7, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.grants);
    if (page.next === undefined) return found;
    cursor = page.next;
    await meanwhile();
  }
}

describe("the listings of many grants", () => {
  /** More than the shared positions and several chunks. */
  const MANY = 300;
  let bare: BareIndex;
  let redis: RedisConnection;
  let index: GrantIndex;
  let reader: GrantIndexReader;
  let at: Checkpoint;
  let meta: string;
  beforeEach(async () => {
    bare = await openBareIndex();
    ({ redis, reader, meta } = bare);
    index = bare.openWriter();
    at = checkpoint(1);
    await index.take();
    await index.begin(at);
  });
  afterEach(() => bare.close());

  async function commit(changes: readonly Change[]): Promise<void> {
    const next = checkpoint(at.number + 1);
    await index.commitRange(at, next, changes);
    at = next;
  }

  const handlesOf = (grants: readonly { handle: string }[]) => grants.map(({ handle }) => handle);

  it("show an owner's and a grantee's many grants among those of thousands of others", async () => {
    const [owner, grantee] = [address(), address()];
    const own = Array.from({ length: MANY }, () => granting(owner, address()));
    const given = Array.from({ length: MANY }, () => granting(address(), grantee));
    const others = Array.from({ length: 3_000 }, () => granting(address(), address()));
    await commit(own);
    await commit(others);
    await commit(given);
    const byOwner = await walk((page) => reader.grantsBy(owner, page));
    const toGrantee = await walk((page) => reader.grantsTo(grantee, page));
    expect(handlesOf(byOwner)).to.deep.equal(handlesOf(own));
    expect(handlesOf(toGrantee)).to.deep.equal(handlesOf(given));
    expect(byOwner.map(({ parties }) => parties)).to.deep.equal(own.map(({ after }) => after?.parties));
    for (const one of [others[0], others.at(-1)])
      if (one !== undefined)
        expect(handlesOf(await walk((page) => reader.grantsBy(one.owner, page)))).to.deep.equal([one.handle]);
  });

  it("show what stands all the while exactly once, whatever ends and begins between two pages", async () => {
    const owner = address();
    const own = Array.from({ length: MANY }, () => granting(owner, address()));
    await commit(own);
    const staying = new Set(own.filter((_, n) => n % 3 === 0));
    const leaving = own.filter((one) => !staying.has(one));
    const seen = await walk(
      (page) => reader.grantsBy(owner, page),
      () => commit([...leaving.splice(0, 9).map(ending), granting(owner, address())]),
    );
    const handles = handlesOf(seen);
    expect(new Set(handles).size).to.equal(handles.length);
    expect(handles).to.include.members(handlesOf([...staying]));
  });

  it("end where nothing is left of many grants, in few steps", async () => {
    const owner = address();
    const own = Array.from({ length: 64 * 40 }, () => granting(owner, address()));
    await commit(own);
    await commit(own.map(ending));
    expect(await walk((page) => reader.grantsBy(owner, page))).to.deep.equal([]);
  });

  it("take no cursor that no page gave", async () => {
    for (const cursor of ["", "x", "-1", "1e3", "12345678901"])
      expect(await reader.grantsBy(address(), { limit: 1, cursor }).catch((error: unknown) => error))
        .to.be.instanceOf(BadCursorError)
        .and.have.property("cursor", cursor);
  });

  it("lie in as many buckets as keep each small enough for Redis to pack", async () => {
    for (let n = 0; n < 20; n++)
      await commit(Array.from({ length: 50 }, () => granting(address(), address())));
    expect(await redis.hget(meta, "buckets")).to.equal(String(Math.ceil(1_000 / BUCKET_ENTRIES)));
    const buckets = await redis.keys(`${meta}:*:[ego]*`);
    const encodings = await Promise.all(buckets.map((key) => redis.object("ENCODING", key)));
    expect(new Set(encodings)).to.deep.equal(new Set(["listpack"]));
  });

  it("hold nothing of what has ended", async () => {
    const [owner, grantee] = [address(), address()];
    const all = Array.from({ length: MANY }, (_, n) =>
      granting(n % 2 === 0 ? owner : address(), n % 3 === 0 ? grantee : address()),
    );
    await commit(all);
    await commit(all.map(ending));
    const left = await Promise.all(
      (await redis.keys(`${meta}:*`)).map(async (key) => (await redis.hkeys(key)).length),
    );
    // The counters of the two long lists, and the epochs' mark.
    expect(left).to.deep.equal([1, 1, 1]);
    expect(await redis.hget(meta, "entries")).to.equal("0");
  });
});
