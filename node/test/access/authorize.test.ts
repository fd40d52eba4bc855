import { type GrantState, type IndexState, NEVER_EXPIRES, SCOPES, type Scope } from "@idos/protocol";
import { expect } from "chai";
import { authorize, type Decision, type IndexFacts, type Resource } from "../../src/access/authorize.ts";
import type { Principal } from "../../src/access/principal.ts";
import type { PresentedGrant } from "../../src/access/presented-grant.ts";
import { account, ALICE, BOB, GRANT, granted, id, NOW, principal, share, status, CHAIN_ID } from "./facts.ts";

const verdict = (decision: Decision): string =>
  decision.allow ? `allowed as ${decision.as}` : decision.code;

function decide(who: Principal, action: Scope, resource: Resource, index: IndexFacts | null = null): string {
  return verdict(authorize(who, action, resource, index, NOW));
}

const alice = principal(ALICE);
const bob = principal(BOB);
const stranger = principal(ALICE, { account: account("d"), userId: null });
const shared: Resource = { kind: "share", share: share() };
const now = (
  grant: GrantState,
  state: IndexState = "ready",
  presented: PresentedGrant = GRANT,
): IndexFacts => ({ presented, grant, status: status(state) });

describe("authorize, for what needs no index", () => {
  const own: Resource = { kind: "own-user" };
  const hers: Resource = { kind: "record", ownerId: ALICE.userId };
  const staging = (isProvider: boolean): Resource => ({ kind: "staging", isProvider });
  const rows: readonly (readonly [string, Principal, Resource, string])[] = [
    ["a user's own entry", alice, own, "allowed as owner"],
    ["the entry of an account without one", stranger, own, "NO_USER"],
    ["a user's own record", alice, hers, "allowed as owner"],
    ["another's record", bob, hers, "RECORD_NOT_FOUND"],
    ["a record that is not there", bob, { kind: "record", ownerId: null }, "RECORD_NOT_FOUND"],
    ["a record, for an account without an entry", stranger, hers, "NO_USER"],
    [
      "a missing record, for an account without an entry",
      stranger,
      { kind: "record", ownerId: null },
      "NO_USER",
    ],
    ["an upload by an account with an entry", alice, staging(false), "allowed as caller"],
    ["an upload by a provider without one", stranger, staging(true), "allowed as caller"],
    ["an upload by a stranger", stranger, staging(false), "NO_USER"],
    ["making a user, as a provider", bob, { kind: "user-creation", isProvider: true }, "allowed as caller"],
    ["making a user, as anyone else", bob, { kind: "user-creation", isProvider: false }, "PROVIDER_ONLY"],
    ["the sessions of one's own", stranger, { kind: "sessions" }, "allowed as caller"],
    ["a session of one's own", stranger, { kind: "session", isCallers: true }, "allowed as caller"],
    ["anyone else's session", alice, { kind: "session", isCallers: false }, "SESSION_NOT_FOUND"],
    ["a user's own share, with no index at all", alice, shared, "allowed as owner"],
  ];
  for (const [what, who, resource, expected] of rows)
    for (const action of SCOPES)
      it(`${action}: ${what}: ${expected}`, () => {
        expect(decide(who, action, resource)).to.equal(expected);
        const without = { ...who, scopes: SCOPES.filter((scope) => scope !== action) };
        expect(decide(without, action, resource)).to.equal("SCOPE_MISSING");
      });

  it("hides shares from whoever would change them without owning them", () => {
    for (const action of SCOPES.filter((scope) => scope !== "read")) {
      expect(decide(bob, action, shared, now(granted()))).to.equal("SHARE_NOT_FOUND");
      expect(decide(bob, action, { kind: "share", share: null })).to.equal("SHARE_NOT_FOUND");
    }
  });
});

describe("authorize, for a grantee's read", () => {
  const read = (resource: Resource, index: IndexFacts | null, who = bob): string =>
    decide(who, "read", resource, index);
  const unconfirmed = (expiresAt: bigint): GrantState => ({ kind: "unconfirmed", sinceBlock: 19, expiresAt });
  const notYet = unconfirmed(NEVER_EXPIRES);
  const with_ = (changes: Parameters<typeof share>[0]): Resource => ({
    kind: "share",
    share: share(changes),
  });
  const missing: Resource = { kind: "share", share: null };

  const rows: readonly (readonly [string, string, string])[] = [
    ["a confirmed grant allows", read(shared, now(granted())), "allowed as grantee"],
    ["one without an end allows", read(shared, now(granted(NEVER_EXPIRES))), "allowed as grantee"],
    ["no grant denies", read(shared, now({ kind: "none" })), "ACCESS_NOT_GRANTED"],
    ["an unconfirmed grant says so", read(shared, now(notYet)), "GRANT_UNCONFIRMED"],
    ["an ended unconfirmed one denies", read(shared, now(unconfirmed(1n))), "ACCESS_NOT_GRANTED"],
    ["a grant ends at equality", read(shared, now(granted(BigInt(NOW)))), "ACCESS_NOT_GRANTED"],
    ["it lasts until a second before", read(shared, now(granted(BigInt(NOW + 1)))), "allowed as grantee"],
    ["a missing share is like an ungranted one", read(missing, now({ kind: "none" })), "ACCESS_NOT_GRANTED"],
    ["a grant of a missing share denies", read(missing, now(granted())), "ACCESS_NOT_GRANTED"],
    [
      "a grant under another handle than the share's denies",
      read(shared, now(granted(), "ready", { ...GRANT, handle: id("2") })),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "a grant by another account than the share's denies, though it is the same user's",
      read(
        with_({ linkedAccounts: [ALICE.account, account("e")] }),
        now(granted(), "ready", { ...GRANT, owner: account("e") }),
      ),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "an unconfirmed grant under another handle denies",
      read(shared, now(notYet, "ready", { ...GRANT, handle: id("2") })),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "an unconfirmed grant by another account denies",
      read(shared, now(notYet, "ready", { ...GRANT, owner: account("e") })),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "a grant by an account that is not the owner's denies",
      read(with_({ linkedAccounts: [] }), now(granted())),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "a share that names another user's record denies",
      read(with_({ recordOwners: [ALICE.userId, id("e")] }), now(granted())),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "an unconfirmed grant of a foreign record denies",
      read(with_({ recordOwners: [id("e")] }), now(notYet)),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "a grant on another chain than the share's denies",
      read(with_({ chainId: CHAIN_ID + 1 }), now(granted())),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "an unconfirmed grant on another chain denies",
      read(with_({ chainId: CHAIN_ID + 1 }), now(notYet)),
      "ACCESS_NOT_GRANTED",
    ],
    [
      "a contract account reads what is granted on its own chain",
      read(shared, now(granted()), principal(BOB, { contractChainId: CHAIN_ID })),
      "allowed as grantee",
    ],
    [
      "a contract at the grantee's address on another chain is denied",
      read(shared, now(granted()), principal(BOB, { contractChainId: CHAIN_ID + 1 })),
      "ACCESS_NOT_GRANTED",
    ],
    ["no index denies as stale", read(shared, null), "INDEX_STALE"],
  ];
  for (const [what, actual, expected] of rows) it(what, () => expect(actual).to.equal(expected));

  it("ends a grant by the block's time as well as by the wall's", () => {
    const index = { presented: GRANT, grant: granted(BigInt(NOW + 50)), status: status("ready", NOW + 50) };
    expect(read(shared, index)).to.equal("ACCESS_NOT_GRANTED");
  });

  it("tells nothing about a share while the index cannot decide", () => {
    for (const state of ["backfilling", "stale", "unhealthy"] as const)
      for (const grant of [granted(), notYet, { kind: "none" } as const])
        for (const resource of [
          shared,
          missing,
          with_({ handle: id("2") }),
          with_({ ownerAccount: account("e") }),
          with_({ chainId: CHAIN_ID + 1 }),
          with_({ linkedAccounts: [] }),
        ])
          expect(read(resource, now(grant, state))).to.equal("INDEX_STALE");
  });

  it("allows in exactly one case of every combination of facts", () => {
    const either = [true, false] as const;
    let allowed = 0;
    for (const scope of either)
      for (const ready of either)
        for (const byOwner of either)
          for (const sameHandle of either)
            for (const sameChain of either)
              for (const linked of either)
                for (const owned of either)
                  for (const live of either)
                    for (const kind of ["granted", "unconfirmed", "none"] as const) {
                      const expiresAt = live ? NEVER_EXPIRES : 1n;
                      const grant: GrantState =
                        kind === "none" ? { kind } : { kind, sinceBlock: 10, expiresAt };
                      const presented = {
                        owner: byOwner ? ALICE.account : account("f"),
                        handle: sameHandle ? GRANT.handle : id("2"),
                      };
                      const resource = with_({
                        chainId: sameChain ? CHAIN_ID : CHAIN_ID + 1,
                        linkedAccounts: linked ? [account("f"), ALICE.account] : [account("f")],
                        recordOwners: owned ? [ALICE.userId] : [id("e")],
                      });
                      const who = scope ? bob : { ...bob, scopes: [] };
                      const index = now(grant, ready ? "ready" : "stale", presented);
                      if (read(resource, index, who) !== "allowed as grantee") continue;
                      allowed += 1;
                      expect([
                        scope,
                        ready,
                        byOwner,
                        sameHandle,
                        sameChain,
                        linked,
                        owned,
                        live,
                        kind,
                      ]).to.deep.equal([...Array<boolean>(8).fill(true), "granted"]);
                    }
    expect(allowed).to.equal(1);
  });
});
