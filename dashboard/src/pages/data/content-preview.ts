import type { RecordContent } from "@idos/sdk";
import { recordName } from "../../format/record-name.ts";
import { shownValue } from "./attribute-value.ts";
import { credentialFacts } from "./credential-facts.ts";

const CHARACTERS_MAX = 160;

/** A record's content in one line, as far as it fits. */
export function contentPreview(content: RecordContent): string {
  const text = content.kind === "credential" ? credentialText(content.sdJwt) : shownValue(content.value);
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX)}…` : text;
}

function credentialText(sdJwt: string): string {
  const facts = credentialFacts(sdJwt);
  if (facts === undefined) return "A credential, with all that its issuer states in it";
  return facts.claims.map(([name, value]) => `${recordName(name)}: ${value}`).join(" · ");
}
