import type { AccessGranted } from "@idos/sdk";
import { z } from "zod";
import { applyForLoan } from "../apply-for-loan.ts";
import { callServer } from "../call-server.ts";
import type { Scene } from "../cast.ts";
import { tellGrant } from "../tell-receipt.ts";
import type { Person } from "./1-join.ts";

const termsSchema = z.object({
  grantee: z.string(),
  records: z.array(z.strictObject({ type: z.string(), claims: z.array(z.string()) })),
  purpose: z.string(),
  expiresIn: z.literal("30d"),
});
type Terms = z.infer<typeof termsSchema>;

export interface DappAccess {
  readonly terms: Terms;
  readonly granted: AccessGranted;
}

/** On the dApp's page she approves one transaction that lets its backend read her credential. */
export async function grantToDapp(scene: Scene, alice: Person): Promise<DappAccess> {
  const { story, stack } = scene;
  const terms = await story.step("the dApp's page says what it asks for", async () => {
    const asked = termsSchema.parse(await callServer(scene, `${stack.dapp.url}/api/terms`));
    const wanted = asked.records.map(({ type, claims }) => `${claims.join(", ")} of ${type}`);
    story.evidence(`"${asked.purpose}": ${wanted.join("; ")} for ${asked.expiresIn}`);
    return asked;
  });
  alice.wallet.beforeNextApproval(async () => {
    const [waiting] = await alice.owner.listShares();
    await story.refused("its backend asks while her wallet waits", "ACCESS_NOT_GRANTED", () =>
      applyForLoan(scene, alice.wallet, { shareId: waiting?.share ?? "" }),
    );
  });
  return { terms, granted: await approve(scene, alice, terms) };
}

/** The transaction in her wallet. */
export function approve({ story }: Scene, { owner }: Person, terms: Terms): Promise<AccessGranted> {
  return story.step("Alice approves the transaction in her wallet", async () => {
    const granted = await owner.requestAccess(terms);
    tellGrant(story, granted);
    return granted;
  });
}
