import { parseAddress } from "@idos/protocol";
import { expect } from "chai";
import { createSeed, keysFromSeed } from "../../src/crypto/key-pair.ts";
import { idOf, NOW_SECONDS } from "../harness/actor.ts";
import {
  CLAIMS,
  type CredentialWorld,
  PRESENTED_IN,
  startCredentialWorld,
} from "../harness/credential-world.ts";
import { expectIdosError } from "../harness/expect-error.ts";
import { presentCredential } from "../../src/credentials/present-credential.ts";

const DAY_SECONDS = 86_400;

describe("a presentation", () => {
  let world: CredentialWorld;
  let sdJwt: string;
  before(async () => {
    world = await startCredentialWorld();
    sdJwt = await world.sign();
  });
  after(() => world.stop());

  const refused = async (presented: string, fault: string, ...more: [object?, object?]) => {
    const error = await expectIdosError(
      () => world.verify(presented, ...more),
      "CREDENTIAL_INVALID",
      "key-binding",
    );
    expect(error.values).to.deep.equal({ check: "key-binding", fault });
  };
  const shownBy = async (claims: Parameters<CredentialWorld["present"]>[1]) =>
    (await world.verify(await world.present(sdJwt, claims))).claims;

  it("shows the chosen claims and no others: over 18, without the birth date", async () => {
    const presented = await world.present(sdJwt, ["age_over_18"]);
    expect((await world.verify(presented)).claims).to.deep.equal({ age_over_18: true });
    const readable = presented.split("~").map((part) => Buffer.from(part, "base64url").toString());
    expect(readable.join()).to.not.match(/1992|Alice|Lisbon/);
  });

  it("shows members and elements without their neighbours, and whole claims with all within", async () => {
    expect(await shownBy([["address", "city"]])).to.deep.equal({ address: { city: "Lisbon" } });
    expect(await shownBy([["nationalities", 1], "name"])).to.deep.equal({
      nationalities: ["FR"],
      name: "Alice",
    });
    expect(await shownBy(["address"])).to.deep.equal({ address: CLAIMS.address });
    expect(await shownBy([])).to.deep.equal({});
    expect(await shownBy(undefined)).to.deep.equal(CLAIMS);
  });

  it("is not made of a claim that the credential does not hold", async () => {
    for (const claim of ["income", ["address", "country"], ["nationalities", 2], "iss", []])
      await expectIdosError(() => world.present(sdJwt, [claim]), "ARGUMENT_INVALID");
  });

  it("can be narrowed by its holder, and not without signing anew", async () => {
    const wide = await world.present(sdJwt, ["name", "age_over_18"]);
    const narrow = await world.present(wide, ["age_over_18"]);
    expect((await world.verify(narrow)).claims).to.deep.equal({ age_over_18: true });
    const parts = wide.split("~");
    await refused([parts[0], ...parts.slice(2)].join("~"), "sd_hash");
  });

  it("is of no use without its key binding", async () => {
    const presented = await world.present(sdJwt);
    await refused(presented.slice(0, presented.lastIndexOf("~") + 1), "missing");
  });

  it("is of no use to another reader, in another share or on another chain", async () => {
    const presented = await world.present(sdJwt);
    const elsewhere = (change: object) => ({ presentedIn: { ...PRESENTED_IN, ...change } });
    await refused(presented, "aud", {}, elsewhere({ grantee: parseAddress(`0x${"cd".repeat(20)}`) }));
    await refused(presented, "aud", {}, elsewhere({ chainId: 1 }));
    await refused(presented, "nonce", {}, elsewhere({ share: idOf(8) }));
  });

  it("is of no use to somebody who has the credential and not its key, even where he publishes her key as his", async () => {
    const mallory = await keysFromSeed(await createSeed());
    const terms = { claims: undefined, presentedIn: PRESENTED_IN, nowSeconds: NOW_SECONDS + 5000 };
    await refused(await presentCredential(sdJwt, terms, mallory), "signature");
  });

  it("is too old when its reader says so, and never from before its credential or from tomorrow", async () => {
    const at = async (seconds: number) => {
      const terms = { claims: undefined, presentedIn: PRESENTED_IN, nowSeconds: seconds };
      return presentCredential(sdJwt, terms, world.holder);
    };
    const now = NOW_SECONDS + 10 * DAY_SECONDS;
    const presented = await at(now - 3 * DAY_SECONDS);
    await world.verify(presented, {}, { nowSeconds: now });
    await world.verify(presented, { presentationAgeSecondsMax: 3 * DAY_SECONDS }, { nowSeconds: now });
    await refused(presented, "iat", { presentationAgeSecondsMax: 3 * DAY_SECONDS - 1 }, { nowSeconds: now });
    await refused(await at(NOW_SECONDS - 1), "iat", {}, { nowSeconds: now });
    await refused(await at(now + 60), "iat", {}, { nowSeconds: now });
  });

  it("fails with an altered key binding, whatever was altered", async () => {
    const presented = await world.present(sdJwt);
    const cut = presented.lastIndexOf("~") + 1;
    const [header = "", claims = "", signature = ""] = presented.slice(cut).split(".");
    const recoded = (part: string, changes: object) =>
      Buffer.from(
        JSON.stringify({ ...Object(JSON.parse(Buffer.from(part, "base64url").toString())), ...changes }),
      ).toString("base64url");
    const bindings = [
      [recoded(header, { alg: "none" }), claims, signature],
      [recoded(header, { alg: "HS256" }), claims, signature],
      [recoded(header, { typ: "JWT" }), claims, signature],
      [recoded(header, { crit: ["exp"] }), claims, signature],
      [header, recoded(claims, { nonce: idOf(9) }), signature],
      [header, recoded(claims, { more: 1 }), signature],
      [header, recoded(claims, { iat: "now" }), signature],
      [header, claims, signature.slice(4)],
      [header, claims, `${signature}A`],
    ];
    for (const binding of bindings)
      await expectIdosError(
        () => world.verify(presented.slice(0, cut) + binding.join(".")),
        "CREDENTIAL_INVALID",
        "key-binding",
      );
  });
});
