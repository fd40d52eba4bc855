import type { RecordContent } from "@idos/sdk";

const CHARACTERS_MAX = 120;

/** A record's content in one line, as far as it fits. */
export function contentPreview(content: RecordContent): string {
  if (content.kind === "credential") return "Credential, with all that its issuer states in it";
  const { value } = content;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX)}…` : text;
}
