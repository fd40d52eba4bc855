/** An attribute that people commonly have. Its type is the same in every application that knows it. */
export interface AttributeKind {
  readonly type: string;
  /** Of the input, so that browsers help to fill it. */
  readonly input: "text" | "email" | "tel" | "date" | "url";
  readonly autoComplete: string;
}

export const ATTRIBUTE_KINDS: readonly AttributeKind[] = [
  { type: "profile/name", input: "text", autoComplete: "name" },
  { type: "profile/email", input: "email", autoComplete: "email" },
  { type: "profile/phone", input: "tel", autoComplete: "tel" },
  { type: "profile/birth-date", input: "date", autoComplete: "bday" },
  { type: "profile/address", input: "text", autoComplete: "street-address" },
  { type: "profile/city", input: "text", autoComplete: "address-level2" },
  { type: "profile/country", input: "text", autoComplete: "country-name" },
  { type: "profile/website", input: "url", autoComplete: "url" },
];

/** What is not in the list above is a type of its own, in text. */
export function attributeKindOf(type: string): AttributeKind | undefined {
  return ATTRIBUTE_KINDS.find((kind) => kind.type === type);
}
