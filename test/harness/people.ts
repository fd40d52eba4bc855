import {
  type AccessContract,
  type BackUps,
  connectAccessContract,
  type Consumer,
  createConsumer,
  createOwner,
  type GrantRequest,
  type IdosSession,
  type Owner,
  signFoundingLink,
  signIn,
  type SignInOptions,
} from "@idos/sdk";
import type { Signer } from "ethers";
import { Wallet } from "../../scripts/demo/wallet.ts";
import type { TestNetwork } from "./network.ts";

export interface Person {
  readonly account: string;
  readonly signer: Wallet;
  readonly session: IdosSession;
  readonly owner: Owner;
  readonly consumer: Consumer;
  /** The contract, as her wallet uses it without the node. */
  readonly contract: AccessContract;
}

/** How a client of a test differs from one with nothing special about it. */
export type ClientOptions = Pick<SignInOptions, "fetch" | "unreachableMs" | "clock">;

/** Signs in at the dashboard, as a browser does. */
export async function signInPerson(
  network: TestNetwork,
  account: Signer,
  client: ClientOptions = {},
): Promise<Person> {
  const signer = new Wallet(account);
  const { nodeUrl: node, deployment, dashboardOrigin: pageOrigin } = network;
  const session = await signIn({ node, signer, deployment, pageOrigin, ...client });
  const [owner, consumer] = [createOwner(session), createConsumer(session)];
  const contract = connectAccessContract(session.deployment, signer);
  return { account: session.account, signer, session, owner, consumer, contract };
}

/** A person with an entry and no keys yet; a number names the funded account, 1 to 8. */
export async function newcomer(
  network: TestNetwork,
  who: number | Signer,
  client: ClientOptions = {},
): Promise<Person> {
  const signer = typeof who === "number" ? network.chain.account(who) : who;
  await network.issuer.createUser(await signFoundingLink(signer));
  return signInPerson(network, signer, client);
}

/** Backs the keys up as somebody does who types the groups that she is asked for; resolves with the code. */
export async function backUpWithCode(keys: Pick<BackUps, "backUpWithRecoveryCode">): Promise<string> {
  let code = "";
  await keys.backUpWithRecoveryCode((kit) => {
    code = kit.code;
    const [first, second] = kit.asked.map((position) => kit.groups[position - 1] ?? "");
    return Promise.resolve([first ?? "", second ?? ""]);
  });
  return code;
}

/** A person with an entry and keys, backed up twice and published. */
export async function settled(
  network: TestNetwork,
  who: number | Signer,
  client: ClientOptions = {},
): Promise<Person> {
  const person = await newcomer(network, who, client);
  const { keys } = person.session;
  await keys.create();
  await backUpWithCode(keys);
  await backUpWithCode(keys);
  await keys.publish();
  return person;
}

/** Alice's city, shared with Bob by a transaction in the returned block. */
export async function sharedCity(
  alice: Person,
  bob: Person,
  value = "Lisbon",
  more: Partial<GrantRequest> = {},
) {
  const { record, request } = await cityFor(alice, bob, value);
  return { record, ...(await alice.owner.grant({ ...request, ...more })) };
}

/** Alice's city, and what to ask to share it with Bob. */
export async function cityFor(alice: Person, bob: { readonly account: string }, value = "Lisbon") {
  const record = await alice.owner.records.create({ type: "profile/city", value });
  const request: GrantRequest = {
    ...{ records: [record], grantee: bob.account },
    ...{ purpose: "Send the book", expiresIn: "7d" },
  };
  return { record, request };
}
