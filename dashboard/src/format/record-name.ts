/** "profile/birth-date" and "urn:example:kyc:basic" as a person reads them: "Birth date", "KYC basic". */
export function recordName(type: string): string {
  const parts = type.split(/[/:]/).filter((part) => part !== "" && !SCHEMES.has(part));
  const told = type.startsWith("urn:") ? parts.slice(1) : parts.slice(-1);
  const words = told
    .join(" ")
    .replaceAll(/[-_]+/g, " ")
    .replaceAll(/(?<=\p{Ll})\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`);
  const named = words
    .trim()
    .split(" ")
    .map((word) => (ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : word))
    .join(" ");
  return named === "" ? type : named.charAt(0).toUpperCase() + named.slice(1);
}

const SCHEMES = new Set(["urn"]);
const ACRONYMS = new Set(["kyc", "aml", "id", "iban", "url"]);
