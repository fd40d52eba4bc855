import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { TypedDataField } from "ethers";
import { z } from "zod";
import { projectRoot } from "../../scripts/process/project-root.ts";
import { domainOf, relayBatch } from "./support/messages.ts";
import { FAR_FUTURE, freshWorld, randomShareId } from "./support/world.ts";

const file = z.object({ display: z.object({ formats: z.record(z.string(), z.unknown()) }) });
const path = `${projectRoot}/contracts/clear-signing/eip712-AccessManagementProtocol.json`;
const keys = Object.keys(file.parse(JSON.parse(readFileSync(path, "utf8"))).display.formats);

/** EIP-712's types, read back from the text by which a wallet finds what to show: `Name(type name,...)Other(...)`. */
function typesOf(name: string): Record<string, TypedDataField[]> {
  const key = keys.find((each) => each.startsWith(`${name}(`)) ?? "";
  return Object.fromEntries(
    [...key.matchAll(/(\w+)\((.*?)\)/g)].map(([, type = "", fields = ""]) => [
      type,
      fields.split(",").map((field) => {
        const [of = "", called = ""] = field.split(" ");
        return { type: of, name: called };
      }),
    ]),
  );
}

describe("a message of the type that a clear-signing file describes", () => {
  it("is one that the contract takes, of all six kinds", async () => {
    const { amp, owner, grantee } = await freshWorld();
    const [shareId, handle] = [randomShareId(), randomShareId()];
    const base = { owner: owner.address, epoch: 0n, deadline: FAR_FUTURE, expiresAt: FAR_FUTURE };
    const domain = await domainOf(amp);
    const sign = (name: string, message: object) => owner.signTypedData(domain, typesOf(name), message);
    const share = [owner, grantee, shareId] as const;

    const open = { ...base, grantee: grantee.address, shareId };
    await amp.grantBySig(...share, FAR_FUTURE, FAR_FUTURE, await sign("Grant", { ...open, nonce: 0n }));
    await amp.revokeBySig(...share, FAR_FUTURE, await sign("Revoke", { ...open, nonce: 1n }));
    const seal = await sign("GrantSealed", { ...base, handle, nonce: 0n });
    await amp.grantSealedBySig(owner, handle, FAR_FUTURE, FAR_FUTURE, seal);
    const unseal = await sign("RevokeSealed", { ...base, handle, nonce: 1n });
    await amp.revokeSealedBySig(owner, handle, FAR_FUTURE, unseal);
    const batch = {
      ...base,
      changes: [{ grantee: grantee.address, shareId, expiresAt: FAR_FUTURE, nonce: 2n }],
      sealedChanges: [{ handle, expiresAt: FAR_FUTURE, nonce: 2n }],
    };
    await relayBatch(amp, batch, await sign("Batch", batch));
    await amp.revokeAllBySig(owner, FAR_FUTURE, await sign("RevokeAll", base));
    expect([keys.length, (await amp.journal()).seq]).to.deep.equal([6, 7n]);
  });
});
