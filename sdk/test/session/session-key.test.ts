import { decodeDidKey, parseAddress, type RecordHeader, signHeader, verifyHeader } from "@idos/protocol";
import { expect } from "chai";
import { createSessionKey, type SessionKey } from "../../src/session/session-key.ts";
import { idOf, NOW_SECONDS } from "../harness/actor.ts";

async function signsHeaders(key: SessionKey): Promise<boolean> {
  const header: RecordHeader = {
    ...{ v: 1, owner: idOf(1), record: idOf(2), version: 1, prev: null, envelope: idOf(3) },
    ...{ deleted: false, kind: "attribute", iat: NOW_SECONDS },
    author: parseAddress(`0x${"ab".repeat(20)}`),
  };
  const verified = await verifyHeader(await signHeader(header, key.did, key.privateKey));
  return verified?.sessionKey === key.did;
}

async function cannotBeExported({ privateKey }: SessionKey): Promise<boolean> {
  const exported = await crypto.subtle.exportKey("pkcs8", privateKey).catch((error: unknown) => error);
  return exported instanceof DOMException && !privateKey.extractable;
}

describe("session key", () => {
  it("is Ed25519, signs what its did:key verifies, and cannot be exported", async () => {
    const key = await createSessionKey();
    expect(decodeDidKey(key.did).curve).to.equal("Ed25519");
    expect(await signsHeaders(key)).to.equal(true);
    expect(await cannotBeExported(key)).to.equal(true);
  });

  it("is P-256 where the platform has no Ed25519, and serves as well", async () => {
    const missing = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
    const key = await createSessionKey(missing);
    expect(decodeDidKey(key.did).curve).to.equal("P-256");
    expect(await signsHeaders(key)).to.equal(true);
    expect(await cannotBeExported(key)).to.equal(true);
  });
});
