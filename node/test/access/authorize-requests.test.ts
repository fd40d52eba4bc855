import { SCOPES, type Scope } from "@idos/protocol";
import { expect } from "chai";
import { authorize, type RequestFacts } from "../../src/access/authorize.ts";
import type { Principal } from "../../src/access/principal.ts";
import { account, ALICE, BOB, CHAIN_ID, id, NOW, principal } from "./facts.ts";

/** Bob's account asks Alice. */
const asked: RequestFacts = { ownerId: ALICE.userId, requester: BOB.account, chainId: CHAIN_ID };
const people = {
  owner: principal(ALICE),
  "owner by another account": principal({ ...ALICE, account: account("e") }),
  requester: principal(BOB),
  "requester without an entry": principal(BOB, { userId: null }),
  "requester by its contract there": principal(BOB, { contractChainId: CHAIN_ID }),
  "contract at the requester's address on another chain": principal(BOB, {
    userId: null,
    contractChainId: CHAIN_ID + 1,
  }),
  "user of the requester by another account": principal({ ...BOB, account: account("e") }),
  stranger: principal({ userId: id("d"), account: account("d") }),
  "stranger without an entry": principal(BOB, { userId: null, account: account("d") }),
} as const;

function decide(who: Principal, action: Scope, request: RequestFacts | null): string {
  const decision = authorize(who, action, { kind: "request", request }, null, NOW);
  return decision.allow ? `allowed as ${decision.as}` : decision.code;
}

describe("authorize, for an access request", () => {
  const owners = { read: "allowed as owner", share: "allowed as owner" };
  const requesters = { read: "allowed as requester", write: "allowed as requester" };
  const allowed: Record<keyof typeof people, Partial<Record<Scope, string>>> = {
    owner: owners,
    "owner by another account": owners,
    requester: requesters,
    "requester without an entry": requesters,
    "requester by its contract there": requesters,
    "contract at the requester's address on another chain": {},
    "user of the requester by another account": {},
    stranger: {},
    "stranger without an entry": {},
  };

  for (const [name, who] of Object.entries(people))
    for (const action of SCOPES) {
      const expected =
        Object.entries(allowed).find(([of]) => of === name)?.[1][action] ?? "REQUEST_NOT_FOUND";
      it(`${action}: the ${name}: ${expected}`, () => {
        expect(decide(who, action, asked)).to.equal(expected);
        expect(decide(who, action, null)).to.equal("REQUEST_NOT_FOUND");
        const without = { ...who, scopes: SCOPES.filter((scope) => scope !== action) };
        for (const request of [asked, null])
          expect(decide(without, action, request)).to.equal("SCOPE_MISSING");
      });
    }

  it("lets any account ask and list what it asked, with the scope for it", () => {
    for (const who of Object.values(people))
      for (const action of SCOPES) {
        const own = { kind: "own-requests" } as const;
        expect(authorize(who, action, own, null, NOW)).to.deep.equal({ allow: true, as: "requester" });
        const without = { ...who, scopes: SCOPES.filter((scope) => scope !== action) };
        expect(authorize(without, action, own, null, NOW)).to.deep.equal({
          allow: false,
          code: "SCOPE_MISSING",
        });
      }
  });
});
