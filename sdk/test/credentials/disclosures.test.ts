import { expect } from "chai";
import fc from "fast-check";
import { z } from "zod";
import { concealClaims } from "../../src/credentials/conceal-claims.ts";
import { disclosureDigest, parseDisclosure } from "../../src/credentials/disclosure.ts";
import { isReserved } from "../../src/credentials/registered-claims.ts";
import { revealClaims } from "../../src/credentials/reveal-claims.ts";
import { CLAIMS } from "../harness/credential-world.ts";
import { digestsOf, disclosureOf } from "../harness/forged-sd-jwt.ts";

const claimsSchema = z.record(z.string(), z.json());

describe("disclosures", () => {
  it("are read and hashed as RFC 9901 does it (its sections 4.2.1 to 4.2.3)", () => {
    const family = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";
    expect(parseDisclosure(family)).to.deep.equal({ name: "family_name", value: "Möbius" });
    expect(disclosureDigest(family)).to.equal("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    const element = "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0";
    expect(parseDisclosure(element)).to.deep.equal({ name: undefined, value: "FR" });
    expect(disclosureDigest(element)).to.equal("w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs");
  });

  it("give the claims back, whatever they are, and what is signed says nothing of them", () => {
    const names = fc.string({ minLength: 1 }).filter((name) => !isReserved(name) && name !== "__proto__");
    const { claims } = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      value: fc.oneof({ maxDepth: 4 }, tie("leaf"), fc.array(tie("value"), { maxLength: 4 }), tie("claims")),
      claims: fc.dictionary(names, tie("value"), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(claims, (arbitrary) => {
        const wanted = claimsSchema.parse(JSON.parse(JSON.stringify(arbitrary)));
        const { concealed, disclosures } = concealClaims(wanted);
        expect(revealClaims(concealed, disclosures).claims).to.deep.equal(wanted);
        expect(revealClaims(concealed, []).claims).to.deep.equal({});
        expect(Object.keys(concealed)).to.deep.equal(Object.keys(wanted).length === 0 ? [] : ["_sd"]);
      }),
    );
  });

  it("are salted, so that one value has another digest each time, and sorted, so that places tell nothing", () => {
    const [one, other] = [concealClaims(CLAIMS), concealClaims(CLAIMS)];
    expect(one.disclosures.filter((each) => other.disclosures.includes(each))).to.deep.equal([]);
    const digests = z.array(z.string()).parse(one.concealed["_sd"]);
    expect(digests).to.deep.equal([...digests].sort());
  });

  it("make each member and each element one of their own", () => {
    const { concealed, disclosures } = concealClaims(CLAIMS);
    const paths = revealClaims(concealed, disclosures).disclosed.map(({ path }) => path.join("."));
    expect(paths).to.have.members([
      ...["name", "birthDate", "age_over_18", "address", "address.street", "address.city"],
      ...["nationalities", "nationalities.0", "nationalities.1"],
    ]);
  });

  it("leave decoys alone: a digest of nothing is one that the holder keeps to herself", () => {
    const { concealed, disclosures } = concealClaims({ name: "Alice" });
    const decoy = disclosureDigest("nothing");
    const digests = z.array(z.string()).parse(concealed["_sd"]);
    expect(revealClaims({ _sd: [...digests, decoy] }, disclosures).claims).to.deep.equal({ name: "Alice" });
    expect(revealClaims({ list: [{ "...": decoy }, 1] }, []).claims).to.deep.equal({ list: [1] });
  });

  const name = disclosureOf(["salt", "name", "Alice"]);
  const element = disclosureOf(["salt", "PT"]);
  const [nameDigest = "", elementDigest = ""] = digestsOf(name, element);
  const deep = disclosureOf(`["salt", "deep", ${"[".repeat(40)}${"]".repeat(40)}]`);
  const chain = Array.from({ length: 30 }).reduce<string[]>((links) => {
    return [
      disclosureOf(["salt", `level${links.length}`, { _sd: digestsOf(...links.slice(0, 1)) }]),
      ...links,
    ];
  }, []);
  const refused: readonly (readonly [why: string, payload: object, disclosures: readonly string[]])[] = [
    ["refers to nothing in the payload", {}, [name]],
    ["stands twice in the text", { _sd: [nameDigest] }, [name, name]],
    ["has its digest twice in one place", { _sd: [nameDigest, nameDigest] }, [name]],
    ["has its digest in two places", { _sd: [nameDigest], more: { _sd: [nameDigest] } }, [name]],
    ["has a decoy's digest twice", { _sd: [elementDigest, elementDigest] }, []],
    ["names a claim that stands in the clear", { name: "Bob", _sd: [nameDigest] }, [name]],
    ...["_sd", "...", "_sd_alg", "iss", "exp", "cnf", "vct", "status"].map((reserved) => {
      const disclosure = disclosureOf(["salt", reserved, "x"]);
      return [`names ${reserved}`, { _sd: digestsOf(disclosure) }, [disclosure]] as const;
    }),
    ["is an element where a member belongs", { _sd: [elementDigest] }, [element]],
    ["is a member where an element belongs", { list: [{ "...": nameDigest }] }, [name]],
    ["has company in its placeholder", { list: [{ "...": elementDigest, more: 1 }] }, [element]],
    ["brings an ellipsis as a member", { "...": elementDigest }, [element]],
    ["brings a digest list that is none", { _sd: nameDigest }, [name]],
    ["brings a digest that is none", { _sd: ["short"] }, []],
    ...[["salt"], ["salt", "name", "Alice", "more"], [1, "name", "Alice"], { salt: 1 }, "{"].map(
      (content) => {
        const disclosure = disclosureOf(content);
        return [`says ${JSON.stringify(content)}`, { _sd: digestsOf(disclosure) }, [disclosure]] as const;
      },
    ),
    ["is deep JSON", { _sd: digestsOf(deep) }, [deep]],
    ["makes deep JSON with others", { _sd: digestsOf(chain[0] ?? "") }, chain],
    [
      "hides an ellipsis within",
      { _sd: digestsOf(disclosureOf(["salt", "a", { "...": elementDigest }])) },
      [disclosureOf(["salt", "a", { "...": elementDigest }]), element],
    ],
  ];
  for (const [why, payload, disclosures] of refused)
    it(`are refused where one ${why}`, () => {
      expect(() => revealClaims(claimsSchema.parse(payload), disclosures)).to.throw();
    });
});
