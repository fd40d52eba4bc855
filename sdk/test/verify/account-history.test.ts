import {
  type AccountEntry,
  accountLinkTypedData,
  type AccountUnlink,
  accountUnlinkTypedData,
  parseAddress,
  type PublicUser,
  type RecordHeader,
  type SignedAccountUnlink,
  type TypedData,
} from "@idos/protocol";
import { expect } from "chai";
import { createFreshnessMemory } from "../../src/verify/freshness-memory.ts";
import { verifyPublicUser } from "../../src/verify/public-user.ts";
import { verifyStoredRecord } from "../../src/verify/stored-record.ts";
import { type Actor, createActor, idOf, NOW_SECONDS } from "../harness/actor.ts";
import { expectIdosError } from "../harness/expect-error.ts";

const LEFT_AT = NOW_SECONDS + 60;

describe("a user whose account has left", () => {
  let alice: Actor;
  let second: Actor;
  let mallory: Actor;
  before(async () => {
    [alice, second, mallory] = await Promise.all([createActor(), createActor(), createActor()]);
  });

  const signedBy = ({ wallet }: Actor, { domain, types, message }: TypedData): Promise<string> =>
    wallet.signTypedData(domain, types, message);

  async function linked(): Promise<AccountEntry> {
    const parties = { account: second.account, linkedBy: alice.account };
    const link = { userId: alice.user.userId, ...parties, salt: idOf(5), issuedAt: NOW_SECONDS + 1 };
    const data = accountLinkTypedData(link);
    const [signature, linkedBySignature] = [await signedBy(second, data), await signedBy(alice, data)];
    return { link, signature, linkedBySignature };
  }

  async function unlinked(
    changes: Partial<AccountUnlink> = {},
    remaining = alice,
    leaving?: Actor,
  ): Promise<SignedAccountUnlink> {
    const parties = { account: second.account, unlinkedBy: alice.account };
    const unlink = { userId: alice.user.userId, ...parties, issuedAt: LEFT_AT, ...changes };
    const data = accountUnlinkTypedData(unlink);
    const signature = await signedBy(remaining, data);
    return leaving === undefined
      ? { unlink, signature }
      : { unlink, signature, accountSignature: await signedBy(leaving, data) };
  }

  const withHistory = (...entries: readonly AccountEntry[]): PublicUser => ({
    ...alice.user,
    accounts: [...alice.user.accounts, ...entries],
  });
  const verify = (user: PublicUser, memory = createFreshnessMemory()) =>
    verifyPublicUser(user, alice.account, memory);
  const left = async (): Promise<PublicUser> =>
    withHistory({ ...(await linked()), unlinked: await unlinked() });

  it("no longer has it, put out by an older account alone, and keeps its history", async () => {
    const { accounts, history } = await verify(await left());
    expect(accounts).to.deep.equal([alice.account]);
    expect(history.map(({ link }) => link.account)).to.deep.equal([alice.account, second.account]);
  });

  it("is looked up by that account no more", async () => {
    const user = await left();
    const look = () => verifyPublicUser(user, second.account, createFreshnessMemory());
    await expectIdosError(look, "NODE_LIED", "user-account");
  });

  it("is refused when the unlinking is a stranger's, the later account's, or about something else", async () => {
    const entry = await linked();
    const [founding] = alice.user.accounts;
    if (founding === undefined) throw new Error("no founding link");
    const bySecond = { account: alice.account, unlinkedBy: second.account };
    const forged: readonly PublicUser[] = [
      withHistory({ ...entry, unlinked: await unlinked({}, mallory) }),
      withHistory({ ...entry, unlinked: await unlinked({ unlinkedBy: mallory.account }, mallory) }),
      withHistory({ ...entry, unlinked: await unlinked({ userId: mallory.user.userId }) }),
      withHistory({ ...entry, unlinked: await unlinked({ issuedAt: NOW_SECONDS - 1 }) }),
      withHistory({ ...entry, unlinked: await unlinked({}, alice, mallory) }),
      { ...alice.user, accounts: [{ ...founding, unlinked: await unlinked(bySecond, second) }, entry] },
    ];
    for (const user of forged)
      await expectIdosError(
        () =>
          verifyPublicUser(
            user,
            user.accounts[0]?.unlinked ? second.account : alice.account,
            createFreshnessMemory(),
          ),
        "NODE_LIED",
        "account-unlink",
      );
  });

  it("may be without the founding account, where that signed too", async () => {
    const entry = await linked();
    const [founding] = alice.user.accounts;
    if (founding === undefined) throw new Error("no founding link");
    const bySecond = { account: alice.account, unlinkedBy: second.account };
    const unlinking = await unlinked(bySecond, second, alice);
    const user = { ...alice.user, accounts: [{ ...founding, unlinked: unlinking }, entry] };
    const { accounts } = await verifyPublicUser(user, second.account, createFreshnessMemory());
    expect(accounts).to.deep.equal([parseAddress(second.wallet.address)]);
  });

  it("is refused with the account once its leaving was seen", async () => {
    const memory = createFreshnessMemory();
    await verify(await left(), memory);
    const before = withHistory(await linked());
    await expectIdosError(() => verify(before, memory), "NODE_LIED", "account-rollback");
  });

  it("wrote what the account wrote before, and not what it writes after", async () => {
    const owner = await verify(await left());
    const read = async (iat: number) => {
      const header: RecordHeader = {
        ...{ v: 1, owner: owner.userId, record: idOf(2), version: 1, prev: null, envelope: idOf(3) },
        ...{ deleted: false, kind: "attribute", author: second.account, iat },
      };
      const stored = { header: await second.sign(header), delegation: second.delegation };
      return verifyStoredRecord(stored, { record: idOf(2), owner }, createFreshnessMemory());
    };
    expect((await read(LEFT_AT)).author).to.deep.equal({ account: second.account, role: "owner" });
    await expectIdosError(() => read(LEFT_AT + 1), "NODE_LIED", "header-author");
  });
});
