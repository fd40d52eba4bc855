import type { OpenedRecord } from "@idos/sdk";
import { isPresentation } from "@idos/sdk/vault";
import type { GrantAsked } from "../messages/requests.ts";

/** A record that a page asked for, and the claims that it asked for of it. */
export interface Choice {
  readonly record: OpenedRecord;
  /** Undefined for all that the record holds. */
  readonly claims: readonly string[] | undefined;
}

/** Her records of the types that are asked for; what she presented to others is not hers to present again. */
export function choicesAmong(records: readonly OpenedRecord[], { records: wanted }: GrantAsked): Choice[] {
  return records.flatMap((record) => {
    const { content } = record;
    const asked = wanted.find(({ type }) => type === content.type);
    if (asked === undefined || (content.kind === "credential" && isPresentation(content.sdJwt))) return [];
    return [{ record, claims: content.kind === "credential" ? asked.claims : undefined }];
  });
}
