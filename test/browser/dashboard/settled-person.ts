import { backUpWithCode, newcomer, type Person } from "../../harness/people.ts";
import type { TestNetwork } from "../../harness/network.ts";
import { PASSWORD } from "./person-steps.ts";

/** A person who has been at the dashboard before: keys with both backups, unlocked by `PASSWORD`. */
export async function settledAtDashboard(network: TestNetwork, index: number): Promise<Person> {
  const person = await newcomer(network, index);
  const { keys } = person.session;
  await keys.create();
  await keys.backUpWithPassword(PASSWORD);
  await backUpWithCode(keys);
  await keys.publish();
  return person;
}

/** A credential of the world's issuer, with the holder's leave; resolves with the record's id. */
export async function issueKyc({ issuer, issuerAccount }: TestNetwork, holder: Person) {
  const writeGrant = await holder.owner.allowIssuer({ issuer: issuerAccount });
  return issuer.issueCredential({
    ...{ holder: holder.account, vct: "urn:example:kyc:basic", validForDays: 365, writeGrant },
    claims: { name: "Alice Example", birthDate: "1990-04-12", country: "PT" },
  });
}

export async function describeAlice({ owner }: Person): Promise<void> {
  for (const [type, value] of [
    ["profile/name", "Alice Example"],
    ["profile/email", "alice@example.com"],
    ["profile/city", "Lisbon"],
    ["profile/birth-date", "1990-04-12"],
    ["profile/phone", "+351 210 000 000"],
  ] as const)
    await owner.records.create({ type, value });
}
