import { SCOPES } from "@idos/protocol";
import { expect } from "chai";
import { createActor } from "../harness/actor.ts";
import { DASHBOARD, startTestNode, type TestNode } from "../harness/test-node.ts";

const HOST = new URL(DASHBOARD).host;

/** Alice trusts dashboard.example. Plain mismatches are in http/refusals/sign-in.test.ts. */
describe("a site whose name looks like a trusted one", () => {
  let node: TestNode;
  before(async () => {
    node = await startTestNode();
  });
  after(() => node.stop());

  const lookAlikes: readonly (readonly [string, string])[] = [
    ["a Cyrillic letter", "d\u0430shboard.example"],
    ["its Punycode", "xn--dshboard-1fg.example"],
    ["an upper-case letter", "Dashboard.example"],
    ["a final dot", `${HOST}.`],
    ["a port", `${HOST}:8443`],
    ["its standard port", `${HOST}:443`],
    ["a name before an at sign", `${HOST}@evil.example`],
    ["itself as a subdomain", `${HOST}.evil.example`],
    ["a subdomain of it", `evil.${HOST}`],
    ["a hyphen for the dot", "dashboard-example"],
    ["a full-width dot", "dashboard\uff0eexample"],
    ["an invisible character", `dashboard\u200b.example`],
    ["a direction mark", `\u202e${HOST}`],
  ];
  for (const [what, domain] of lookAlikes) {
    it(`gets nobody in by a message that names it, with ${what}`, async () => {
      const actor = await createActor(node);
      const { outcome } = await actor.signIn(SCOPES, { signIn: { domain } });
      expect(outcome).to.be.oneOf(["400 SIGN_IN_MALFORMED", "401 SIGN_IN_DOMAIN_MISMATCH"]);
    });

    it(`gets nobody in by a message that names the trusted one, with ${what} in its own`, async () => {
      const actor = await createActor(node);
      const originHeader = `https://${encodeURI(domain)}`;
      const { outcome } = await actor.signIn(SCOPES, { originHeader, signIn: { domain: HOST } });
      expect(outcome).to.equal("401 SIGN_IN_DOMAIN_MISMATCH");
    });
  }
});
