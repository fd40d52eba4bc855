import type { Redis } from "ioredis";
import { StoreUnfitError } from "../errors.ts";
import { explainServerError } from "./server-errors.ts";

export function evictingPolicy(policy: string): StoreUnfitError {
  return new StoreUnfitError(
    "EVICTING_POLICY",
    `Redis drops keys when it is full (maxmemory-policy ${policy}), the index's too: set it to noeviction`,
  );
}

/** Rejects with StoreUnfitError where the server would lose or refuse what an index writes. */
export async function requireFitServer(redis: Redis): Promise<void> {
  const info = await Promise.all([redis.info("memory"), redis.info("replication")]).catch(
    (error: unknown) => {
      throw explainServerError(error);
    },
  );
  const [policy, role] = [/maxmemory_policy:([\w-]+)/, /role:(\w+)/].map(
    (field) => field.exec(info.join("\n"))?.[1],
  );
  if (policy !== undefined && policy !== "noeviction") throw evictingPolicy(policy);
  if (role === "slave")
    throw new StoreUnfitError("READ_ONLY", "this Redis is a replica: name the primary in the Redis URL");
}
