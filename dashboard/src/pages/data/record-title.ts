import { recordName } from "../../format/record-name.ts";
import { attributeKindOf } from "./attribute-kinds.ts";

/** What a record is about, in a person's words. */
export function recordTitle(type: string): string {
  return attributeKindOf(type)?.name ?? recordName(type);
}
