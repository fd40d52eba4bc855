import { connectRedis } from "@idos/indexer";
import type { TestRedis } from "../../../test/harness/redis.ts";

/** Every key of the test's and what it holds: text as it is, other bytes in hexadecimal. */
export async function redisText({ url, prefix }: TestRedis): Promise<string> {
  const redis = connectRedis(url, () => undefined);
  try {
    const parts: (string | Buffer | null)[] = [];
    for (const key of await redis.keys(`${prefix}*`)) {
      parts.push(key);
      switch (await redis.type(key)) {
        case "string":
          parts.push(await redis.getBuffer(key));
          break;
        case "hash":
          for (const [field, value] of Object.entries(await redis.hgetallBuffer(key)))
            parts.push(field, value);
          break;
        case "zset":
          parts.push(...(await redis.zrangeBuffer(key, "0", "-1")));
          break;
        case "list":
          parts.push(...(await redis.lrangeBuffer(key, 0, -1)));
          break;
        default:
          throw new Error(`${key} is of a kind that is not read here`);
      }
    }
    return parts
      .map((part) => (part instanceof Buffer ? `${part.toString()} ${part.toString("hex")}` : part))
      .join("\n");
  } finally {
    redis.disconnect();
  }
}
