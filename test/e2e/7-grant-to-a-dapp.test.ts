import { expect } from "chai";
import { createDappApp } from "../../examples/dapp/dapp-app.ts";
import { KYC_TYPE } from "../../examples/issuer/issuer-app.ts";
import { ISSUER_URL, startTestNetwork, type TestNetwork } from "../harness/network.ts";
import { type Person, settled } from "../harness/people.ts";
import { refusalOf } from "../harness/refusals.ts";
import { type ServedApp, serveApp } from "../harness/served-app.ts";

describe("flow 7, grant to a dApp", () => {
  let network: TestNetwork;
  let alice: Person;
  let dappAccount: string;
  let dapp: ServedApp;
  before(async () => {
    network = await startTestNetwork();
    alice = await settled(network, 1);
    const { consumer, account } = await settled(network, 2);
    dappAccount = account;
    const requirements = {
      issuers: { [ISSUER_URL]: { keys: [network.credentialKey.publicJwk] } },
      vcts: [KYC_TYPE],
    };
    const connect = () => Promise.resolve(consumer);
    dapp = await serveApp(createDappApp({ connect, account, origin: "https://dapp.example", requirements }));
  });
  after(async () => {
    await dapp.stop();
    await network.stop();
  });

  const request = () =>
    alice.owner.requestAccess({
      records: [{ type: KYC_TYPE, claims: ["age_over_18"] }],
      grantee: dappAccount,
      purpose: "A loan",
      expiresIn: "30d",
    });

  it("its page names account, records, purpose and time, ready for the SDK", async () => {
    const terms: unknown = await (await fetch(`${dapp.url}/api/terms`)).json();
    const purpose = "Check that you may take a loan";
    const records = [{ type: KYC_TYPE, claims: ["age_over_18"] }];
    expect(terms).to.deep.equal({ grantee: dappAccount, records, purpose, expiresIn: "30d" });
  });

  it("a credential that she does not hold is named before her wallet is asked", async () => {
    const nonce = await network.chain.provider.getTransactionCount(alice.account);
    expect(await refusalOf(request())).to.equal("RECORD_NOT_HELD");
    expect(await network.chain.provider.getTransactionCount(alice.account)).to.equal(nonce);
  });

  it("one transaction grants the dApp what it asked for and nothing else", async () => {
    const writeGrant = await alice.owner.allowIssuer({ issuer: network.issuerAccount });
    const claims = { name: "Alice", birthDate: "1992-05-04", age_over_18: true };
    const terms = { holder: alice.account, vct: KYC_TYPE, claims, validForDays: 365 };
    await network.issuer.issueCredential({ ...terms, writeGrant });
    await alice.owner.records.create({ type: "profile/diary", value: "private" });
    const nonce = await network.chain.provider.getTransactionCount(alice.account);

    const { shareId } = await request();

    expect(await network.chain.provider.getTransactionCount(alice.account)).to.equal(nonce + 1);
    const { records } = await alice.session.node.share(shareId);
    expect(records).to.have.length(1);
  });
});
