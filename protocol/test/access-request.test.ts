import { expect } from "chai";
import {
  ACCESS_REQUEST,
  accessRequestDocumentSchema,
  accessRequestJwsSchema,
  encodeDidKey,
  LIMITS,
  signStatement,
  toBase64url,
  verifyStatement,
} from "@idos/protocol";

const ID = `0x${"11".repeat(32)}`;
const sealed = (bytes: number): string => toBase64url(new Uint8Array(bytes).fill(255));
const DOCUMENT = {
  ...{ v: 1, request: ID, ownerAccount: `0x${"a1".repeat(20)}`, requester: `0x${"b2".repeat(20)}` },
  ...{ chainId: 31_337, accessUntil: 20, expiresAt: 10, body: sealed(48), iat: 1 },
};
const accepted = (document: unknown): boolean => accessRequestDocumentSchema.safeParse(document).success;

describe("what a requester states about a request", () => {
  it("asks for access until a time or without an end", () => {
    expect(accepted(DOCUMENT)).to.equal(true);
    expect(accepted({ ...DOCUMENT, accessUntil: null })).to.equal(true);
  });

  for (const [fault, change] of [
    ["a body that is shorter than a seal", { body: sealed(47) }],
    ["a body beyond its limit", { body: sealed(LIMITS.requestBodyBytesMax + 1) }],
    ["a body that is not base64url", { body: "=".repeat(64) }],
    ["no body", { body: undefined }],
    ["no word on the end of the access", { accessUntil: undefined }],
    ["no end of its own", { expiresAt: null }],
    ["no chain", { chainId: undefined }],
    ["a field that nobody documented", { purpose: "to read" }],
  ] as const)
    it(`is refused with ${fault}`, () => {
      expect(accepted({ ...DOCUMENT, ...change })).to.equal(false);
    });

  it("is signed by a session key, with the largest body within the limit of a document", async () => {
    const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
    const sessionKey = encodeDidKey({ curve: "Ed25519", bytes });
    const document = accessRequestDocumentSchema.parse({
      ...DOCUMENT,
      body: sealed(LIMITS.requestBodyBytesMax),
    });
    const jws = await signStatement(ACCESS_REQUEST, document, sessionKey, keys.privateKey);
    expect(accessRequestJwsSchema.parse(jws)).to.equal(jws);
    expect(await verifyStatement(ACCESS_REQUEST, jws)).to.deep.equal({ claims: document, sessionKey });
  });
});
