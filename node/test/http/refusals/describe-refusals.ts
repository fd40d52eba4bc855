import { expect } from "chai";
import type { Answer } from "../../harness/exchange.ts";
import { sharedWorld, stopSharedWorld, type World } from "./world.ts";

/** Sends the wrong input; where that takes changes first, makes those and returns what sends it. */
export type Send = (world: World) => Promise<Answer | (() => Promise<Answer>)>;

export type Refusal = readonly [what: string, outcome: string, send: Send];

after(stopSharedWorld);

/** Each row gets its documented problem and leaves the database as it was. */
export function describeRefusals(title: string, rows: readonly Refusal[]): void {
  describe(title, () => {
    let world: World;
    before(async () => {
      world = await sharedWorld();
    });

    for (const [what, outcome, send] of rows)
      it(`${what}: ${outcome}, and nothing changes`, async () => {
        let before = await world.node.databaseDigest();
        let answer = await send(world);
        if (typeof answer === "function") {
          before = await world.node.databaseDigest();
          answer = await answer();
        }
        expect(answer.outcome).to.equal(outcome);
        expect(await world.node.databaseDigest()).to.equal(before);
      });
  });
}
