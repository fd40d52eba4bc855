import { expect } from "chai";
import { collectPages } from "../../src/http/collect-pages.ts";
import { expectIdosError } from "../harness/expect-error.ts";

describe("a listing", () => {
  it("is every page's items in their order", async () => {
    const pages = new Map([
      [undefined, { items: [1, 2], next: "a" }],
      ["a", { items: [3], next: "b" }],
      ["b", { items: [], next: null }],
    ]);
    const fetchPage = (cursor: string | undefined) =>
      Promise.resolve(pages.get(cursor) ?? { items: [], next: null });
    expect(await collectPages(fetchPage)).to.deep.equal([1, 2, 3]);
  });

  it("is found out when its cursors go in circles", async () => {
    const circle = (cursor: string | undefined) =>
      Promise.resolve({ items: [1], next: cursor === "a" ? "b" : "a" });
    await expectIdosError(() => collectPages(circle), "NODE_LIED", "paging");
  });
});
