import type { Oracle } from "../../chain/oracle.ts";
import { firstOf } from "../differences.ts";
import { GRANTS, type Redis, VOIDED } from "./write-logs.ts";

const topicOf = (address: string): string => `0x${"0".repeat(24)}${address.slice(2)}`;

/** [block, log index]; later ones are greater. */
const placeOf = (text: string): number => {
  const [block = "", log = ""] = text.split(":");
  return Number(block) * 1_000_000 + Number(log);
};

/** Which grants count after what the floor wrote, against the oracle. */
export async function compareFloor(redis: Redis, oracle: Oracle): Promise<readonly string[]> {
  const voided = await redis.hgetall(VOIDED);
  const counting = new Map(
    Object.entries(await redis.hgetall(GRANTS)).filter(([field, value]) => {
      const end = voided[field.slice(0, 66)];
      return end === undefined || placeOf(value) > placeOf(end);
    }),
  );
  const found: string[] = [];
  for (const { owner, handle, parties, expiresAt, sinceBlock } of oracle.grants) {
    const key = parties === undefined ? handle : `${topicOf(parties.grantee)}${parties.shareId}`;
    const value = counting.get(`${topicOf(owner)}${key}`);
    counting.delete(`${topicOf(owner)}${key}`);
    const [block = "", , data = ""] = value?.split(":") ?? [];
    if (Number(block) !== sinceBlock || BigInt(data.slice(0, 66)) !== expiresAt)
      found.push(`${owner} ${handle}: ${value ?? "missing"}`);
  }
  return firstOf([...found, ...[...counting.keys()].map((field) => `foreign: ${field}`)]);
}
