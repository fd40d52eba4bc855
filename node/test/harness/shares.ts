import { type Address, type Bytes32, PATHS } from "@idos/protocol";
import { jsonRequest, type Sent } from "./exchange.ts";
import type { Version } from "./records.ts";
import { randomKey, type User } from "./story.ts";

/** Shares the versions' content keys with `grantee`. */
export function putShare(
  share: Bytes32,
  owner: User,
  grantee: Address,
  versions: readonly Version[],
  changes: Readonly<Record<string, unknown>> = {},
): Sent {
  const records = versions.map(({ header: { record, version } }) => ({
    record,
    version,
    wrappedKey: randomKey(),
  }));
  const body = { ownerAccount: owner.account, grantee, purpose: "to try it", records, ...changes };
  return jsonRequest("PUT", PATHS.share(share), body);
}
