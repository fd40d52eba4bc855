import { createSeed } from "@idos/sdk";
import { expect } from "chai";
import * as z from "zod";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { newcomer, settled } from "../harness/people.ts";
import type { ApplicationValues } from "./application.ts";
import { runQuickStart } from "./run-program.ts";
import { linesOfCode, program } from "./snippets.ts";

const PASSWORD = "correct horse battery staple";
const grantedSchema = z.custom<ApplicationValues["granted"]>(
  (value) => typeof value === "object" && value !== null && "shareId" in value,
);
const issueSchema = z.custom<(writeGrant: unknown, claims: unknown) => Promise<unknown>>(
  (value) => typeof value === "function",
);

/** A person who types the groups that she is asked for. */
const confirmKit: ApplicationValues["confirmKit"] = ({ groups, asked: [first, second] }) =>
  Promise.resolve([groups[first - 1] ?? "", groups[second - 1] ?? ""]);

describe("the quick starts", () => {
  let network: TestNetwork;
  before(async () => {
    network = await startTestNetwork();
  });
  after(() => network.stop());

  const as = (index: number): Pick<ApplicationValues, "node" | "deployment" | "signer"> => {
    const { nodeUrl: node, deployment, chain } = network;
    return { node, deployment, signer: chain.account(index) };
  };

  it("integrate a dApp in ten lines and an issuer in twenty", () => {
    expect(linesOfCode(program("dapp-page"))).to.be.at.most(10);
    expect(linesOfCode(program("issuer"))).to.be.at.most(20);
  });

  it("let a person join, keep, share and end the sharing of her data", async () => {
    await newcomer(network, 1);
    await runQuickStart("dashboard-join", { ...as(1), password: PASSWORD, confirmKit });
    const friend = await settled(network, 2);
    const { shares } = await runQuickStart("dashboard", {
      ...as(1),
      ...{ password: PASSWORD, friend: friend.account },
    });
    expect(shares).to.have.length(1);
  });

  it("issue a credential, grant it to a dApp, and read it in the dApp's backend", async () => {
    const alice = await newcomer(network, 3);
    await runQuickStart("dashboard-join", { ...as(3), password: PASSWORD, confirmKit });
    const { issuerAccount, credentialKey } = network;
    const issuers = { [ISSUER_URL]: { keys: [credentialKey.publicJwk] } };
    const { writeGrant } = await runQuickStart("issuer-page", { ...as(3), issuerAccount });
    const { issue } = await runQuickStart("issuer", {
      ...{ ...as(9), url: ISSUER_URL, jwk: network.credentialJwk },
    });
    await issueSchema.parse(issue)(writeGrant, { country: "PT" });

    const seed = await createSeed();
    const dapp = await newcomer(network, 4);
    await dapp.session.keys.useSeed(seed);
    await dapp.session.keys.publish();
    const page = await runQuickStart("dapp-page", {
      ...{ ...as(3), password: PASSWORD, dappAccount: dapp.account },
    });
    const granted = grantedSchema.parse(page["granted"]);
    const { credential } = await runQuickStart("dapp-backend", {
      ...{ ...as(4), seed, issuers, granted, visitor: alice.account },
    });
    expect(credential).to.have.nested.property("claims.country", "PT");
  });
});
