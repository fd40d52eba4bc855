import type { GrantIndexReader } from "@idos/indexer";
import type { Oracle } from "../../chain/oracle.ts";
import { firstOf } from "../differences.ts";

const AT_ONCE = 1_000;

/** Asks for every grant that ever was, as a node would, and compares the answers with the oracle. */
export async function compareIndex(reader: GrantIndexReader, oracle: Oracle): Promise<readonly string[]> {
  const found: string[] = [];
  const standing = oracle.grants.map((grant) => async () => {
    const { grant: state } = await reader.check(grant.owner, grant.handle);
    const { expiresAt, sinceBlock } = grant;
    if (state.kind !== "granted" || state.expiresAt !== expiresAt || state.sinceBlock !== sinceBlock)
      found.push(`${grant.owner} ${grant.handle}: ${state.kind}, not granted since ${sinceBlock}`);
  });
  const ended = oracle.ended.map(({ owner, handle }) => async () => {
    const { grant: state } = await reader.check(owner, handle);
    if (state.kind !== "none") found.push(`${owner} ${handle}: ${state.kind}, not none`);
  });
  const checks = [...standing, ...ended];
  for (let at = 0; at < checks.length; at += AT_ONCE)
    await Promise.all(checks.slice(at, at + AT_ONCE).map((check) => check()));
  return firstOf(found);
}
