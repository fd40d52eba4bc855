/** "profile/birth-date" and "urn:example:kyc:basic" as a person reads them: "Birth date", "Kyc basic". */
export function recordName(type: string): string {
  const parts = type.split(/[/:]/).filter((part) => part !== "" && !SCHEMES.has(part));
  const told = type.startsWith("urn:") ? parts.slice(1) : parts.slice(-1);
  const words = told.join(" ").replaceAll(/[-_]+/g, " ").trim();
  return words === "" ? type : words.charAt(0).toUpperCase() + words.slice(1);
}

const SCHEMES = new Set(["urn"]);
