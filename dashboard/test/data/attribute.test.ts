import { expect } from "chai";
import { attributeTypeOf } from "../../src/pages/data/attribute-type.ts";
import { shownValue, typedValue } from "../../src/pages/data/attribute-value.ts";

describe("an attribute's name as its type", () => {
  it("is one spelling, whatever was typed between the words", () => {
    expect(attributeTypeOf("Shoe size")).to.equal("profile/shoe-size");
    expect(attributeTypeOf("  shoe--SIZE! ")).to.equal("profile/shoe-size");
    expect(attributeTypeOf("年齢")).to.equal("profile/年齢");
  });

  it("is empty where nothing was said", () => {
    expect(attributeTypeOf(" ?! ")).to.equal("");
  });
});

describe("an attribute's typed value", () => {
  it("is text without the spaces around it", () => {
    expect(typedValue("  Lisbon ")).to.deep.equal({ value: "Lisbon" });
    expect(typedValue("  ")).to.have.property("fault");
  });

  it("stays text where it looks like JSON, and JSON where it was JSON", () => {
    expect(typedValue("42")).to.deep.equal({ value: "42" });
    expect(typedValue(`{"a":2}`, { a: 1 })).to.deep.equal({ value: { a: 2 } });
    expect(typedValue("{", { a: 1 })).to.have.property("fault");
  });

  it("is shown so that it is read back the same", () => {
    for (const value of ["Lisbon", 42, { a: [true, null] }])
      expect(typedValue(shownValue(value), value)).to.deep.equal({ value });
  });
});
