/** An attribute that people commonly have. Its type is the same in every application that knows it. */
export interface AttributeKind {
  readonly type: string;
  readonly name: string;
  /** Of the input, so that browsers help to fill it. */
  readonly input: "text" | "email" | "tel" | "date" | "url";
  readonly autoComplete: string;
}

export const ATTRIBUTE_KINDS: readonly AttributeKind[] = [
  { type: "profile/name", name: "Full name", input: "text", autoComplete: "name" },
  { type: "profile/email", name: "Email address", input: "email", autoComplete: "email" },
  { type: "profile/phone", name: "Phone number", input: "tel", autoComplete: "tel" },
  { type: "profile/birth-date", name: "Date of birth", input: "date", autoComplete: "bday" },
  { type: "profile/address", name: "Postal address", input: "text", autoComplete: "street-address" },
  { type: "profile/city", name: "City", input: "text", autoComplete: "address-level2" },
  { type: "profile/country", name: "Country", input: "text", autoComplete: "country-name" },
  { type: "profile/website", name: "Website", input: "url", autoComplete: "url" },
];

/** What is not in the list above is a type of its own, in text. */
export function attributeKindOf(type: string): AttributeKind | undefined {
  return ATTRIBUTE_KINDS.find((kind) => kind.type === type);
}
