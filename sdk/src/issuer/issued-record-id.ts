import { type Bytes32, sha256 } from "@idos/protocol";

/**
 * The id of the record that an issuer adds under a write grant; `part` counts from 0 where the grant allows several.
 * The same each time, so that an issuer that begins anew after an interruption adds none twice.
 */
export function issuedRecordId(grantId: Bytes32, part: number): Bytes32 {
  return sha256(`idOS v1 issued record\n${grantId}\n${part}`);
}
