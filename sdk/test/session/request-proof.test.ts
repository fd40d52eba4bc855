import { importSessionPublicKey, PROOF_TYPE, proofBodyHash, proofClaimsSchema } from "@idos/protocol";
import { expect } from "chai";
import { compactVerify } from "jose";
import { proveRequest } from "../../src/session/request-proof.ts";
import { createSessionKey } from "../../src/session/session-key.ts";
import { NODE, NOW_SECONDS } from "../harness/actor.ts";

describe("request proof", () => {
  it("states method, target, node, body and time under the session key, and is new each time", async () => {
    const key = await createSessionKey();
    const body = Uint8Array.of(1, 2, 3);
    const request = { method: "PUT", target: "/v1/x?y=1", node: NODE, body } as const;
    const read = async () => {
      const [scheme, jws = ""] = (await proveRequest(request, key, NOW_SECONDS)).split(" ");
      expect(scheme).to.equal("IdOS");
      const { payload, protectedHeader } = await compactVerify(jws, await importSessionPublicKey(key.did));
      expect(protectedHeader).to.deep.equal({ alg: "EdDSA", typ: PROOF_TYPE, kid: key.did });
      return proofClaimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    };
    const [first, second] = [await read(), await read()];
    const { jti, ...claims } = first;
    expect(claims).to.deep.equal({
      ...{ htm: "PUT", htu: "/v1/x?y=1", aud: NODE, bh: proofBodyHash(body), iat: NOW_SECONDS },
    });
    expect(jti).not.to.equal(second.jti);
  });
});
