import type { TestNetwork } from "../../harness/network.ts";
import { describeAlice, issueKyc, settledAtDashboard } from "./settled-person.ts";

/** Alice, account 1, with data, a credential, and shares given and got; Bob, account 2, who reads one of hers. */
export async function seedStory(network: TestNetwork): Promise<void> {
  const alice = await settledAtDashboard(network, 1);
  const bob = await settledAtDashboard(network, 2);
  await describeAlice(alice);
  const kyc = await issueKyc(network, alice);
  const terms = { grantee: bob.account, purpose: "Open a savings account", expiresIn: "30d" } as const;
  const { shareId, readableFromBlock } = await alice.owner.grant({ ...terms, records: [kyc] });
  await bob.consumer.readShare(shareId, { atLeast: readableFromBlock });
  const city = await bob.owner.records.create({ type: "profile/city", value: "Nairobi" });
  await bob.owner.grant({
    ...{ records: [city], grantee: alice.account },
    ...{ purpose: "Plan the meeting", expiresIn: "7d" },
  });
}
