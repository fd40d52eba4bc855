import { LIMITS, type RequestState } from "@idos/protocol";
import { expect } from "chai";
import type { RequestClosing, StoredRequest } from "../../src/storage/requests.ts";
import type { Store } from "../../src/storage/store.ts";
import { createPerson, NOW, randomAccount, randomId, readAll, request } from "./examples.ts";

const closing = (state: RequestClosing["state"], atSeconds = NOW + 1): RequestClosing => ({
  state,
  share: state === "granted" ? randomId() : null,
  atSeconds,
});
const byId = (a: StoredRequest, b: StoredRequest): number => (a.request < b.request ? -1 : 1);

export function describeRequests(store: () => Store): void {
  describe("access requests", () => {
    const create = async (created: StoredRequest): Promise<StoredRequest> => {
      expect(await store().requests.createRequest(created)).to.equal("created");
      return created;
    };

    it("a request is found as it was given, and one that is unknown is not there", async () => {
      const created = await create(request(await createPerson(store())));
      expect(await store().requests.request(created.request)).to.deep.equal(created);
      expect(await store().requests.request(randomId())).to.equal(undefined);
    });

    it("an id is used once, whoever comes second", async () => {
      const created = await create(request(await createPerson(store())));
      const { request: id } = created;
      const owner = await createPerson(store());
      expect(await store().requests.createRequest(request(owner, { request: id }))).to.equal("taken");
      expect(await store().requests.createRequest(created)).to.equal("taken");
      expect(await store().requests.request(id)).to.deep.equal(created);
    });

    it("nobody asks a user who is not there", async () => {
      const nobody = { userId: randomId(), account: randomAccount() };
      expect(await store().requests.createRequest(request(nobody))).to.equal("owner-gone");
    });

    it("a pending request is closed once, and says how and when", async () => {
      for (const state of ["granted", "denied", "cancelled"] as const) {
        const created = await create(request(await createPerson(store())));
        const closed = closing(state);
        expect(await store().requests.closeRequest(created, closed)).to.equal("closed");
        for (const again of [closed, closing("denied")])
          expect(await store().requests.closeRequest(created, again)).to.equal("not-pending");
        expect(await store().requests.request(created.request)).to.deep.equal({
          ...created,
          closing: closed,
        });
      }
    });

    it("of closings made at once one succeeds", async () => {
      const created = await create(request(await createPerson(store())));
      const outcomes = await Promise.all(
        (["granted", "denied", "cancelled", "denied"] as const).map((state) =>
          store().requests.closeRequest(created, closing(state)),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "closed")).to.have.length(1);
    });

    it("an expired request is not closed, nor one of another owner's", async () => {
      const created = await create(request(await createPerson(store())));
      const late = closing("denied", created.expiresAtSeconds);
      expect(await store().requests.closeRequest(created, late)).to.equal("not-pending");
      const { userId: ownerId } = await createPerson(store());
      const foreign = { ...created, ownerId };
      expect(await store().requests.closeRequest(foreign, closing("denied"))).to.equal("not-pending");
      const last = closing("denied", created.expiresAtSeconds - 1);
      expect(await store().requests.closeRequest(created, last)).to.equal("closed");
    });

    it("an owner's and a requester's are listed by state, page by page, in the order of ids", async () => {
      const [owner, requester] = [await createPerson(store()), randomAccount()];
      const made = [];
      for (let count = 0; count < 5; count += 1) made.push(await create(request(owner, { requester })));
      const expiring = request(owner, { expiresAtSeconds: NOW + 1 });
      await create(expiring);
      const [granted, denied, ...pending] = made;
      if (granted === undefined || denied === undefined) throw new Error("too few requests");
      await store().requests.closeRequest(granted, closing("granted"));
      await store().requests.closeRequest(denied, closing("denied"));
      const ids = async (state: RequestState | undefined, of: "owner" | "requester") => {
        const filter = { state, nowSeconds: NOW + 2 };
        const { requests } = store();
        const found = await readAll(
          (page) =>
            of === "owner"
              ? requests.requestsTo(owner.userId, filter, page)
              : requests.requestsBy({ requester, chainId: null }, filter, page),
          2,
        );
        return found.map((each) => each.request);
      };
      const sorted = (requests: readonly StoredRequest[]) =>
        [...requests].sort(byId).map((each) => each.request);
      expect(await ids(undefined, "owner")).to.deep.equal(sorted([...made, expiring]));
      expect(await ids(undefined, "requester")).to.deep.equal(sorted(made));
      for (const of of ["owner", "requester"] as const) {
        expect(await ids("pending", of)).to.deep.equal(sorted(pending));
        expect(await ids("granted", of)).to.deep.equal([granted.request]);
        expect(await ids("denied", of)).to.deep.equal([denied.request]);
        expect(await ids("cancelled", of)).to.deep.equal([]);
      }
      expect(await ids("expired", "owner")).to.deep.equal([expiring.request]);
      expect(await ids("expired", "requester")).to.deep.equal([]);
    });

    it("requests made at once stop at the requester's limit; what is closed or expired does not count", async () => {
      const [owner, requester] = [await createPerson(store()), randomAccount()];
      const max = LIMITS.pendingRequestsPerRequesterMax;
      await create(request(owner, { requester, expiresAtSeconds: NOW }));
      const made = Array.from({ length: max + 2 }, () => request(owner, { requester }));
      const outcomes = await Promise.all(made.map((each) => store().requests.createRequest(each)));
      expect(outcomes.filter((outcome) => outcome === "requester-limit")).to.have.length(2);
      const [first] = made.filter((_, index) => outcomes[index] === "created");
      if (first === undefined) throw new Error("no request was made");
      expect(await store().requests.createRequest(first), "what is there already").to.equal("taken");
      await store().requests.closeRequest(first, closing("cancelled"));
      await create(request(owner, { requester }));
      expect(await store().requests.createRequest(request(owner, { requester }))).to.equal("requester-limit");
      await create(request(owner));
    });

    it("an owner's pending requests stop at their limit, whoever asks", async () => {
      const owner = await createPerson(store());
      for (let count = 0; count < LIMITS.pendingRequestsPerOwnerMax; count += 1) await create(request(owner));
      expect(await store().requests.createRequest(request(owner))).to.equal("owner-limit");
      await create(request(await createPerson(store())));
    }).timeout(120_000);

    it("an owner's oldest requests beyond the closed ones that are kept are forgotten, no pending one is", async () => {
      const [owner, requester] = [await createPerson(store()), randomAccount()];
      const kept = await create(request(owner));
      const expired = await create(request(owner, { expiresAtSeconds: NOW }));
      const max = LIMITS.closedRequestsPerOwnerMax;
      for (let count = 0; count < max; count += 1) {
        const made = await create(request(owner, { requester }));
        await store().requests.closeRequest(made, closing("cancelled", NOW + 1));
      }
      await create(request(owner, { requester }));
      const { requests } = store();
      const all = await readAll((page) => requests.requestsTo(owner.userId, { nowSeconds: NOW }, page), 100);
      expect(all).to.have.length(max + 2);
      expect(await requests.request(kept.request)).to.deep.equal(kept);
      expect(await requests.request(expired.request)).to.equal(undefined);
    }).timeout(120_000);
  });
}
